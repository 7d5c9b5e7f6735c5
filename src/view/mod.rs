//! The shapes of answers: JSON structures, CSV and text, the same for the command line, the API and the pages. Nothing here
//! decides anything: plain functions turn what the façade answers into what is given away. A table comes only as a
//! [`crate::breakdown::Disclosed`], so nothing here can show what disclosure control hides.

mod account;
mod changes;
mod columns;
mod evidence;
mod health;
mod hits_csv;
mod item;
mod journal;
mod label;
mod link;
mod load;
mod load_columns;
mod load_csv;
mod merge;
mod open_point;
mod pack;
mod print;
mod priority;
mod questions;
mod search;
mod sheet;
mod source;
mod survey;
mod table;
mod table_csv;
mod terminal;
mod theme;
mod trend;
mod weight;

pub use account::{Block, Shared, Totals, kinds, letters, meaning_of};
pub use changes::{ChangesView, FigureChangeView};
pub use evidence::{EvidenceList, EvidenceView, QuestionRef, RowBase, SurveyRef, SurveyRow};
pub use health::{CorpusHealth, HealthView, IndexHealth, health};
pub use hits_csv::hits_csv;
pub use item::{Item, ItemQuestion, ItemSource, ItemTheme, item, items};
pub use journal::{
    EventView, JournalView, VerificationView, journal, journal_csv, journal_text, verification, verification_text,
};
pub use label::Label;
pub use link::Links;
pub use load::{account_text, is_list, load_text};
pub use load_columns::columns_text;
pub use load_csv::{loads_csv, problems_csv};
pub use merge::{merge_csv, merge_text, proposal_text};
pub use open_point::ToSettle;
pub use pack::{PackTableView, pack, pack_csv, pack_public, pack_text};
pub use print::{table_text, table_text_explained};
pub use priority::{CrosswalkView, PrioritySetView, PriorityView, priority};
pub use questions::{EarlierQuestion, OptionView, QuestionView, questions, questions_csv, questions_text};
pub use search::{FacetItem, SearchAnswer, search_answer};
pub use source::{Citation, InsightList, SourceList, SourceSummary, SourceView, source, source_list, source_summary};
pub use survey::{SurveyList, SurveySummary, SurveyView, survey, surveys};
pub use table::{
    BaseView, CellView, ColumnView, RowView, StatisticView, TabBookView, TableQuestion, TableView, tab_book, table,
    table_explained,
};
pub use table_csv::{table_csv, tables_csv};
pub use terminal::{hits_text, themes_csv, themes_text};
pub use theme::{ThemeList, ThemeSummary, ThemeView, theme, themes};
pub use trend::{
    ChangeView, TrendCellView, TrendRowView, TrendTestView, TrendView, WaveView, leaning, trend, trend_csv, trend_text,
};
pub use weight::{weight_csv, weight_text};
