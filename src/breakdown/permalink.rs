//! The address that asks for a table again.

use std::fmt::Write as _;

use crate::breakdown::{BaseRule, BreakdownRequest, RowsBy};
use crate::text::percent_encode;

/// The path and query of a table: every parameter that shapes it, the base and the view always named. `weight` is the one it has,
/// so that the link means the same when the survey's own becomes another.
pub(super) fn permalink(request: &BreakdownRequest, rule: BaseRule, weight: Option<&str>) -> String {
    let mut link = format!(
        "/surveys/{}/breakdown?question={}",
        percent_encode(&request.survey),
        percent_encode(&request.question)
    );
    let mut add = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = write!(link, "&{name}={}", percent_encode(value));
    };
    if request.rows != RowsBy::default() {
        add("rows", request.rows.as_str());
    }
    request.by.iter().for_each(|block| add("by", block));
    request.filters.iter().for_each(|filter| add("where", filter));
    request.matching.iter().for_each(|query| add("matching", query));
    weight.or(request.weight.as_deref()).iter().for_each(|weight| add("weight", weight));
    request.nets.iter().for_each(|net| add("net", net));
    add("base", rule.as_str());
    request.intervals.iter().for_each(|wanted| add("intervals", if *wanted { "true" } else { "false" }));
    request.policy.iter().for_each(|policy| add("policy", policy.as_str()));
    add("view", request.view.as_str());
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::View;
    use crate::breakdown::fixture::request;

    #[test]
    fn a_link_names_everything_that_shapes_the_table() {
        let mut asked = request("q1");
        assert_eq!(
            permalink(&asked, BaseRule::Answered, None),
            "/surveys/care/breakdown?question=q1&base=answered&view=internal"
        );
        asked.by = vec!["age>place".to_owned(), "sex".to_owned()];
        asked.filters = vec!["age=16 & 17|é".to_owned()];
        asked.matching = Some("bus OR tram".to_owned());
        asked.view = View::Release;
        let link = permalink(&asked, BaseRule::Asked, Some("design"));
        assert_eq!(
            link,
            "/surveys/care/breakdown?question=q1&by=age%3Eplace&by=sex&where=age%3D16%20%26%2017%7C%C3%A9\
             &matching=bus%20OR%20tram&weight=design&base=asked&view=release"
        );
        let themes = BreakdownRequest { rows: RowsBy::Themes, ..request("q1") };
        let link = permalink(&themes, BaseRule::Answered, None);
        assert_eq!(link, "/surveys/care/breakdown?question=q1&rows=themes&base=answered&view=internal");
        let unweighted = BreakdownRequest { weight: Some("none".to_owned()), ..request("q1") };
        assert!(permalink(&unweighted, BaseRule::Answered, None).contains("&weight=none&"));
    }
}
