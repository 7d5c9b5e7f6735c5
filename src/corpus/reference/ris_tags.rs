//! What the tags of a tagged list mean.

use super::entry::Role;

/// The two layouts of tagged lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// RIS: two letters, and a reference from `TY` to `ER`.
    Ris,
    /// `PubMed`: up to four letters, and a reference from `PMID` to an empty line.
    PubMed,
}

impl Layout {
    /// The tag that begins a reference.
    pub(super) fn first_tag(self) -> &'static str {
        match self {
            Self::Ris => "TY",
            Self::PubMed => "PMID",
        }
    }

    /// What `tag` says.
    pub(super) fn role(self, tag: &str) -> Role {
        match self {
            Self::Ris => ris(tag),
            Self::PubMed => pubmed(tag),
        }
    }
}

fn ris(tag: &str) -> Role {
    match tag {
        "TY" => Role::Kind,
        "TI" | "T1" | "CT" => Role::Title,
        "T2" => Role::Container(0),
        "JF" | "BT" => Role::Container(1),
        "JO" => Role::Container(2),
        "JA" | "J1" | "J2" | "J9" | "JI" => Role::Container(3),
        "AU" | "A1" => Role::Author,
        "PY" => Role::Date(true),
        "Y1" | "DA" => Role::Date(false),
        "PB" => Role::Publisher,
        "AB" | "N2" => Role::Abstract,
        "DO" | "DI" => Role::Doi,
        "M3" => Role::PerhapsDoi("Type of work"),
        "L3" => Role::PerhapsDoi("Related record"),
        "UR" | "LK" | "L1" | "L2" | "L4" => Role::Link,
        "LA" => Role::Language,
        "ID" => Role::Key,
        other => ris_label(other).map_or(Role::Unknown, Role::Label),
    }
}

fn ris_label(tag: &str) -> Option<&'static str> {
    let label = match tag {
        "A2" | "ED" => "Editors",
        "A3" => "Series editors",
        "A4" => "Further authors",
        "AD" => "Author address",
        "AN" => "Accession number",
        "AV" => "Kept at",
        "C7" => "Article number",
        "CA" => "Caption",
        "CN" => "Call number",
        "CY" | "PP" => "Place of publication",
        "DB" => "Database",
        "DP" => "Database provider",
        "EP" => "Last page",
        "ET" => "Edition",
        "IS" | "CP" => "Issue",
        "KW" => "Keywords",
        "N1" => "Note",
        "NV" => "Number of volumes",
        "OP" => "Original publication",
        "RP" => "Reprint",
        "RI" => "Reviewed work",
        "SE" => "Section",
        "SN" => "ISSN or ISBN",
        "SP" => "Pages",
        "ST" => "Short title",
        "T3" => "Series",
        "TA" => "Translated author",
        "TT" => "Translated title",
        "VL" | "VO" => "Volume",
        "Y2" => "Looked up",
        _ => return None,
    };
    Some(label)
}

fn pubmed(tag: &str) -> Role {
    match tag {
        "TI" | "BTI" => Role::Title,
        "JT" => Role::Container(0),
        "TA" => Role::Container(3),
        "FAU" | "CN" => Role::Author,
        "AU" => Role::ShortAuthor,
        "DP" => Role::Date(true),
        "DEP" => Role::Date(false),
        "AB" => Role::Abstract,
        "LID" | "AID" => Role::PerhapsDoi("Identifier"),
        "LA" => Role::Language,
        "PB" => Role::Publisher,
        "OWN" | "STAT" | "DCOM" | "LR" | "EDAT" | "MHDA" | "CRDT" | "PHST" | "PST" | "SB" | "JID" | "DA" | "SO"
        | "VTI" | "RF" | "OAB" | "AUID" | "CTDT" | "OABL" => administrative(tag),
        other => pubmed_label(other).map_or(Role::Unknown, Role::Label),
    }
}

/// The abstract in another language and who wrote with which number are content; the rest says how the list was kept.
fn administrative(tag: &str) -> Role {
    match tag {
        "OAB" => Role::Label("Other abstract"),
        "AUID" => Role::Label("Author id"),
        "VTI" => Role::Label("Volume title"),
        "RF" => Role::Label("Number of references"),
        _ => Role::Administrative,
    }
}

fn pubmed_label(tag: &str) -> Option<&'static str> {
    let label = match tag {
        "PMID" => "PubMed id",
        "PMC" => "PubMed Central id",
        "AD" => "Author address",
        "CI" => "Copyright",
        "COIS" => "Interests declared",
        "CP" => "Chapter",
        "CTI" => "Collection",
        "ED" | "FED" => "Editors",
        "EN" => "Edition",
        "GR" => "Grant",
        "IP" => "Issue",
        "IS" | "ISBN" => "ISSN or ISBN",
        "MH" | "OT" | "OTO" => "Keywords",
        "PG" => "Pages",
        "PL" => "Place of publication",
        "PT" => "Type of work",
        "TT" => "Original title",
        "VI" => "Volume",
        "CIN" | "CON" => "Comment",
        "EIN" | "EFR" => "Erratum",
        "RIN" | "ROF" => "Retraction",
        "SI" => "Data set",
        _ => return None,
    };
    Some(label)
}

/// The plain words for a type of work; the type itself where it has none.
pub(super) fn kind_words(kind: &str) -> &str {
    match kind.to_uppercase().as_str() {
        "JOUR" | "EJOUR" | "JFULL" | "ARTICLE" => "journal article",
        "BOOK" | "EBOOK" | "WHOLE" => "book",
        "EDBOOK" | "COLLECTION" => "edited book",
        "CHAP" | "ECHAP" | "INBOOK" | "INCOLLECTION" => "chapter",
        "RPRT" | "TECHREPORT" | "REPORT" => "report",
        "THES" | "PHDTHESIS" | "MASTERSTHESIS" | "THESIS" => "thesis",
        "CONF" | "CPAPER" | "INPROCEEDINGS" | "CONFERENCE" | "PROCEEDINGS" => "conference paper",
        "NEWS" => "newspaper article",
        "MGZN" => "magazine article",
        "ELEC" | "WEB" | "BLOG" | "ONLINE" | "WWW" => "web page",
        "GOVDOC" => "government document",
        "UNPB" | "UNPUBLISHED" => "unpublished",
        "MANUAL" => "manual",
        "BOOKLET" => "booklet",
        "GEN" | "MISC" => "other",
        _ => kind,
    }
}
