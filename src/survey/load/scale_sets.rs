//! The sets of labels that have an order, as questionnaires word them.

/// One set: for each step from the least to the most, the ways to word it.
pub(super) struct Scale {
    /// Whether its steps are views, which tells the class of the question.
    pub(super) opinion: bool,
    pub(super) steps: &'static [&'static [&'static str]],
}

/// The sets that are known.
pub(super) const SCALES: [Scale; 15] = [
    Scale {
        opinion: true,
        steps: &[
            &[
                "strongly disagree",
                "completely disagree",
                "totally disagree",
                "disagree strongly",
                "definitely disagree",
            ],
            &["disagree", "mostly disagree"],
            &["somewhat disagree", "slightly disagree", "tend to disagree", "disagree somewhat", "disagree slightly"],
            &["neither agree nor disagree", "neither agree or disagree", "neutral", "neither", "undecided"],
            &["somewhat agree", "slightly agree", "tend to agree", "agree somewhat", "agree slightly"],
            &["agree", "mostly agree"],
            &["strongly agree", "completely agree", "totally agree", "agree strongly", "definitely agree"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very dissatisfied", "extremely dissatisfied", "completely dissatisfied", "very unsatisfied"],
            &["dissatisfied", "quite dissatisfied", "unsatisfied"],
            &["somewhat dissatisfied", "fairly dissatisfied", "slightly dissatisfied", "not very satisfied"],
            &["neither satisfied nor dissatisfied", "neutral", "neither"],
            &["somewhat satisfied", "fairly satisfied", "slightly satisfied"],
            &["satisfied", "quite satisfied"],
            &["very satisfied", "extremely satisfied", "completely satisfied"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very unimportant", "not at all important", "not important at all", "not important"],
            &["unimportant", "not very important", "not so important"],
            &["somewhat unimportant", "slightly important"],
            &[
                "neither important nor unimportant",
                "neither important or unimportant",
                "neutral",
                "moderately important",
            ],
            &["somewhat important", "fairly important", "quite important"],
            &["important"],
            &["very important"],
            &["extremely important", "essential"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very unlikely", "extremely unlikely", "not at all likely"],
            &["unlikely", "quite unlikely", "not very likely", "not so likely"],
            &["somewhat unlikely", "fairly unlikely"],
            &["neither likely nor unlikely", "neutral", "neither"],
            &["somewhat likely", "fairly likely"],
            &["likely", "quite likely"],
            &["very likely"],
            &["extremely likely"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very poor", "very bad", "terrible"],
            &["poor", "bad", "fairly poor", "quite poor"],
            &[
                "neither good nor poor",
                "neither good nor bad",
                "average",
                "fair",
                "neutral",
                "okay",
                "ok",
                "acceptable",
            ],
            &["fairly good", "quite good"],
            &["good"],
            &["very good"],
            &["excellent", "outstanding"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very unfavorably", "very unfavourably", "very unfavorable", "very unfavourable"],
            &["unfavorable", "unfavourable"],
            &["somewhat unfavorably", "somewhat unfavourably", "somewhat unfavorable", "somewhat unfavourable"],
            &["neither favorably nor unfavorably (neutral", "neutral", "indifferent"],
            &["somewhat favorably", "somewhat favourably", "somewhat favorable", "somewhat favourable"],
            &["favorable", "favourable"],
            &["very favorably", "very favourably", "very favorable", "very favourable"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["highly distrust", "strongly distrust"],
            &["somewhat distrust", "distrust"],
            &["neither trust nor distrust", "neutral"],
            &["somewhat trust", "trust"],
            &["highly trust", "strongly trust"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very difficult", "not at all easy"],
            &["difficult", "fairly difficult", "quite difficult", "somewhat difficult", "not very easy"],
            &["neither easy nor difficult", "neutral"],
            &["fairly easy", "quite easy", "somewhat easy"],
            &["easy"],
            &["very easy"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["much worse", "a lot worse"],
            &["worse", "slightly worse", "a little worse", "somewhat worse"],
            &["about the same", "the same", "no change", "stayed the same", "neither better nor worse"],
            &["better", "slightly better", "a little better", "somewhat better"],
            &["much better", "a lot better"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["very negative", "strongly oppose"],
            &["negative", "somewhat negative", "fairly negative", "oppose", "tend to oppose"],
            &["neutral", "neither", "neither support nor oppose", "neither positive nor negative", "no effect"],
            &["positive", "somewhat positive", "fairly positive", "support", "tend to support"],
            &["very positive", "strongly support"],
        ],
    },
    Scale {
        opinion: true,
        steps: &[
            &["not at all confident"],
            &["not very confident", "not so confident", "slightly confident"],
            &["somewhat confident", "fairly confident", "moderately confident", "quite confident"],
            &["confident"],
            &["very confident"],
            &["extremely confident", "completely confident"],
        ],
    },
    Scale {
        opinion: false,
        steps: &[
            &["never", "not at all"],
            &["almost never", "hardly ever"],
            &["rarely", "seldom"],
            &["occasionally", "once in a while", "on occasion"],
            &["sometimes"],
            &["often", "frequently"],
            &["very often", "very frequently", "usually", "most of the time"],
            &["almost always", "nearly always"],
            &["always", "all of the time", "all the time"],
        ],
    },
    Scale {
        opinion: false,
        steps: &[
            &["not at all", "none at all", "none", "no effect", "not at all or minimally"],
            &["not much", "a little", "very little", "not very much", "slightly", "to a small extent", "not really"],
            &["some", "somewhat", "a moderate amount", "moderately", "to some extent", "a fair amount", "some effect"],
            &[
                "a lot",
                "quite a lot",
                "a great deal",
                "very much",
                "to a great extent",
                "great effect",
                "a great effect",
            ],
            &["completely", "extremely", "totally"],
        ],
    },
    Scale {
        opinion: false,
        steps: &[
            &["no", "no, not at all"],
            &["yes, to some extent", "yes, somewhat"],
            &["yes, definitely", "yes, completely", "yes, to a great extent"],
        ],
    },
    Scale { opinion: false, steps: &[&["low", "very low"], &["medium", "moderate"], &["high"], &["very high"]] },
];
