//! Figures of R 4.2.2 with `survey` 4.1-1 and `survey.lonely.psu = "adjust"`, on twelve invented people.

use crate::stats::design::{
    Plan, Precise, Sample, arcsine, design_effect, fitted_logit, korn_graubard, logit, overlapping_columns, plain,
    rao_scott,
};

const STRATA: [usize; 12] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2];
const CLUSTERS: [usize; 12] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 6];
const WEIGHTS: [f64; 12] = [1.5, 2.0, 1.0, 3.0, 2.5, 1.0, 1.0, 2.0, 0.5, 4.0, 1.0, 2.0];
const COUNTED: [bool; 12] = bits([1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1]);
const BASE: [bool; 12] = bits([1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1]);
const ONE: [bool; 12] = bits([1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0]);
const OTHER: [bool; 12] = bits([0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1]);

const PLAIN: Plan<'_> = Plan { strata: None, clusters: None, population: None };
const STRATIFIED: Plan<'_> = Plan { strata: Some(&STRATA), ..PLAIN };
const FINITE: Plan<'_> = Plan { population: Some(&[40.0, 30.0, 9.0]), ..STRATIFIED };
/// The third stratum has one cluster only.
const CLUSTERED: Plan<'_> = Plan { clusters: Some(&CLUSTERS), ..STRATIFIED };
const FINITE_CLUSTERED: Plan<'_> = Plan { population: Some(&[12.0, 9.0, 4.0]), ..CLUSTERED };

/// What R says of the twelve under a plan.
struct Golden {
    plan: Plan<'static>,
    /// Variance, design effect and degrees of freedom of the share counted.
    share: [f64; 3],
    /// `svyciprop` by logit, xlogit, asin, beta and mean.
    intervals: [[f64; 2]; 5],
    /// Variances of the share in two columns that share people, and their covariance.
    overlap: [f64; 3],
    /// F and p of `svychisq`.
    rao_scott: [f64; 2],
}

const GOLDEN: [Golden; 5] = [
    Golden {
        plan: PLAIN,
        share: [0.033_447_904_975_682_75, 1.207_852_518_998_029_6, 9.0],
        intervals: [
            [0.175_262_460_271_597_23, 0.854_610_796_611_763_6],
            [0.175_262_460_274_863_34, 0.854_610_796_614_420_6],
            [0.150_808_025_518_425_8, 0.886_737_465_549_255_9],
            [0.164_879_234_212_380_04, 0.869_385_101_498_384_9],
            [0.114_057_093_325_709_46, 0.941_498_462_229_846_1],
        ],
        overlap: [0.055_641_045_875_420_87, 0.031_654_338_778_741_56, 0.015_244_601_019_648_278],
        rao_scott: [0.013_205_867_479_959_034, 0.911_034_077_844_087],
    },
    Golden {
        plan: STRATIFIED,
        share: [0.031_823_444_565_106_94, 1.149_190_889_806_214_4, 7.0],
        intervals: [
            [0.170_609_818_837_469_65, 0.858_606_360_218_335_8],
            [0.170_609_818_840_434_44, 0.858_606_360_221_131_1],
            [0.145_042_530_666_166, 0.891_833_025_165_203_2],
            [0.159_246_942_165_885_72, 0.874_298_581_159_578_3],
            [0.105_949_458_752_123_2, 0.949_606_096_803_432_3],
        ],
        overlap: [0.062_194_070_698_302_455, 0.033_240_304_315_664_965, 0.010_155_757_718_966_603],
        rao_scott: [0.011_142_027_756_818_364, 0.918_895_916_522_404_5],
    },
    Golden {
        plan: FINITE,
        share: [0.024_939_419_850_198_565, 0.900_598_740_348_966, 7.0],
        intervals: [
            [0.199_870_256_152_594_96, 0.833_349_834_800_353_7],
            [0.199_870_256_155_803_98, 0.833_349_834_803_674_5],
            [0.180_797_456_159_812_6, 0.859_927_259_286_097_6],
            [0.194_404_363_140_367_63, 0.843_369_036_885_021_1],
            [0.154_351_124_294_011_93, 0.901_204_431_261_543_7],
        ],
        overlap: [0.047_627_980_424_543_44, 0.024_912_420_505_453_69, 0.009_724_806_697_647_555],
        rao_scott: [0.014_487_276_747_662_24, 0.907_577_418_436_712],
    },
    Golden {
        plan: CLUSTERED,
        share: [0.026_941_277_053_802_767, 0.972_888_716_890_264_5, 3.0],
        intervals: [
            [0.120_820_355_052_037_09, 0.900_888_475_736_529_2],
            [0.120_820_355_056_094_2, 0.900_888_475_737_045_8],
            [0.081_780_706_788_430_75, 0.946_038_483_608_545_8],
            [0.098_684_522_932_114_48, 0.925_914_747_242_459_9],
            [0.005_417_464_192_627_897, 1.050_138_091_362_927_7],
        ],
        overlap: [0.045_798_972_800_925_91, 0.025_114_261_312_673_983, 0.022_497_243_226_212_98],
        rao_scott: [0.017_879_798_939_575_406, 0.902_093_611_168_582_1],
    },
    Golden {
        plan: FINITE_CLUSTERED,
        share: [0.020_291_691_672_382_255, 0.732_762_512_899_896_6, 3.0],
        intervals: [
            [0.153_458_058_841_208_06, 0.873_269_753_473_521_5],
            [0.153_458_058_845_882_68, 0.873_269_753_474_406_4],
            [0.123_539_195_796_486_91, 0.910_642_184_596_071_5],
            [0.138_391_964_809_636_36, 0.892_339_298_970_591],
            [0.074_441_773_671_516_78, 0.981_113_781_884_038_7],
        ],
        overlap: [0.034_575_620_632_930_355, 0.018_849_989_815_645_31, 0.016_929_818_227_963_304],
        rao_scott: [0.023_765_220_270_835_503, 0.887_270_631_935_551_2],
    },
];

const fn bits(bits: [u8; 12]) -> [bool; 12] {
    let mut flags = [false; 12];
    let mut at = 0;
    while at < bits.len() {
        flags[at] = bits[at] == 1;
        at += 1;
    }
    flags
}

fn close(found: f64, exact: f64) {
    assert!((found - exact).abs() < 1e-14 * exact.abs().max(1.0), "{found} is not {exact}");
}

#[test]
fn a_share_of_a_subgroup_is_as_in_r_under_every_design() {
    for Golden { plan, share: [variance, effect, freedom], intervals, .. } in GOLDEN {
        let sample = Sample::of_records(&WEIGHTS, plan).unwrap();
        let share = sample.share(&COUNTED, &BASE).unwrap();
        let found = sample.variance(&share).unwrap();
        close(share.value(), 19.0 / 36.0);
        close(found, variance);
        close(design_effect(share.value(), found, 10).unwrap(), effect);
        close(sample.freedom(&BASE), freedom);
        let figure = Precise::of(&sample, &share, &BASE).unwrap();
        let fitted = fitted_logit(&sample, &COUNTED, &BASE, 0.95);
        let [xlogit, asin, beta, mean] = [logit, arcsine, korn_graubard, plain].map(|kind| kind(figure, 0.95));
        for (found, [low, high]) in [fitted, xlogit, asin, beta, mean].into_iter().zip(intervals) {
            close(found.unwrap().low, low);
            close(found.unwrap().high, high);
        }
    }
}

#[test]
fn columns_that_share_people_are_as_in_r_under_every_design() {
    let within = |column: [bool; 12]| [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(|at: usize| column[at] && BASE[at]);
    for Golden { plan, overlap: [first, second, covariance], .. } in GOLDEN {
        let sample = Sample::of_records(&WEIGHTS, plan).unwrap();
        let found = overlapping_columns(&sample, &COUNTED, &within(ONE), &within(OTHER)).unwrap();
        close(found.error[0].powi(2), first);
        close(found.error[1].powi(2), second);
        close(found.covariance, covariance);
        close(found.contrast.error.powi(2), first + second - 2.0 * covariance);
    }
}

#[test]
fn the_test_of_a_table_is_as_in_r_under_every_design() {
    for Golden { plan, rao_scott: [f, p], .. } in GOLDEN {
        let sample = Sample::of_records(&WEIGHTS, plan).unwrap();
        let found = rao_scott(&sample, &COUNTED.map(usize::from), &ONE.map(usize::from), &BASE).unwrap();
        close(found.f, f);
        close(found.p, p);
    }
}
