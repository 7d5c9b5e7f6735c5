//! A search from request to hits.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, TantivyDocument, TantivyError, Term};

use super::collect::{Collect, Collected};
use super::highlight::highlight;
use super::lexicon::Lexicon;
use super::live::Live;
use super::order::{Cursor, score_of};
use super::plan::{Fields, Freedom, Mark, Plan, Scope, everything, filter_query, plan};
use super::profiles::FacetCounts;
use super::query::{Limits, Node, notice, parse};
use super::schema::Stored;
use super::tags::Tags;
use crate::engine::{Facet, FacetValue, Hit, Hits, Notice, SearchRequest, Sort, TagOrigin, ThemeTag};
use crate::id::{InsightId, Slug};

/// One state of the index and one framework, ready to be searched.
pub(super) struct Search<'s> {
    live: &'s Live,
    lexicon: &'s Lexicon,
    tags: Tags,
}

impl<'s> Search<'s> {
    /// Makes ready.
    pub(super) fn new(live: &'s Live, lexicon: &'s Lexicon) -> tantivy::Result<Self> {
        let tags = lexicon.tags(&live.searcher, &live.fields)?;
        Ok(Self { live, lexicon, tags })
    }

    /// Runs a search; `after` is its cursor as read.
    pub(super) fn run(&self, request: &SearchRequest, after: Option<&Cursor>) -> tantivy::Result<Hits> {
        let parsed = parse(&request.query, Limits::TYPED);
        let mut notices = parsed.notices;
        let (plan, freedom, mut found) = self.first_that_finds(parsed.node.as_ref(), request, after)?;
        let more = found.top.len() > request.limit;
        found.top.truncate(request.limit);
        let last = found.top.last().filter(|_| more);
        let next = last.map(|last| Cursor { key: last.key, id: last.id.clone() }.write(request));
        let marks = parsed.node.as_ref().map(|_| plan.marks.as_slice());
        let hits = found.top.iter().map(|ranked| self.hit(ranked.address, marks, score_of(ranked.steps)));
        let items = hits.collect::<tantivy::Result<Vec<Hit>>>()?;
        notices.extend(plan.notices);
        notices.extend(freedom_notices(freedom));
        Ok(Hits { total: found.total, items, facets: sorted(found.facets), notices, next })
    }

    /// The query as typed, or the first freer reading that finds anything.
    fn first_that_finds(
        &self,
        node: Option<&Node>,
        request: &SearchRequest,
        after: Option<&Cursor>,
    ) -> tantivy::Result<(Plan, Freedom, Collected)> {
        let strict = Freedom::STEPS[0];
        let plan = self.plan(node, strict);
        let found = self.collect(&plan, node, request, after)?;
        if found.total > 0 || node.is_none() {
            return Ok((plan, strict, found));
        }
        for freedom in &Freedom::STEPS[1..] {
            let freer = self.plan(node, *freedom);
            if !freer.freed {
                continue;
            }
            let found = self.collect(&freer, node, request, after)?;
            if found.total > 0 {
                return Ok((freer, *freedom, found));
            }
        }
        Ok((plan, strict, found))
    }

    fn scope<'t>(&self, texts: &'t [(super::schema::TextPair, f32)]) -> Scope<'t>
    where
        's: 't,
    {
        let fields = Fields::Insights { fields: &self.live.fields, book: &self.live.book, tags: self.tags.clone() };
        Scope { texts, lexicon: self.lexicon, fields }
    }

    /// Texts and what a word in them counts: the insight's own words, the headings above it, the title of its source.
    fn texts(&self) -> [(super::schema::TextPair, f32); 3] {
        let fields = &self.live.fields;
        [(fields.text, 1.0), (fields.headings, 0.5), (fields.title, 0.3)]
    }

    fn plan(&self, node: Option<&Node>, freedom: Freedom) -> Plan {
        let texts = self.texts();
        match node {
            Some(node) => plan(node, &self.scope(&texts), freedom),
            None => {
                Plan { query: everything(), marks: Vec::new(), notices: Vec::new(), freed: false, refused: Vec::new() }
            }
        }
    }

    fn collect(
        &self,
        plan: &Plan,
        node: Option<&Node>,
        request: &SearchRequest,
        after: Option<&Cursor>,
    ) -> tantivy::Result<Collected> {
        let texts = self.texts();
        let query = filter_query(plan.query.box_clone(), &request.filters, &self.scope(&texts));
        let searcher = &self.live.searcher;
        let hidden = Arc::new(self.live.editions.hidden(searcher, query.as_ref())?);
        let collect = Collect {
            sort: request.sort,
            scoring: node.is_some() && request.sort == Sort::Relevance,
            limit: if request.limit == 0 { 0 } else { request.limit.saturating_add(1) },
            after: after.cloned(),
            hidden,
            tags: self.tags.clone(),
            facets: request.facets,
        };
        searcher.search_with_statistics_provider(query.as_ref(), &collect, &self.live.statistics)
    }

    /// The insight at an address.
    pub(super) fn find(&self, id: &InsightId) -> tantivy::Result<Option<Hit>> {
        let addresses = self.addresses(Term::from_field_text(self.live.fields.id, &id.to_string()))?;
        addresses.first().map(|address| self.hit(*address, None, 0.0)).transpose()
    }

    /// The insights of a source in their order, and how many there are.
    pub(super) fn list(&self, source: &Slug, offset: usize, limit: usize) -> tantivy::Result<(Vec<Hit>, usize)> {
        let addresses = self.addresses(Term::from_field_text(self.live.fields.source, source.as_str()))?;
        let count = addresses.len();
        let mut placed = self.placed(addresses)?;
        // Only addresses that share an ordinal need to be looked up to order them, and only those near the page.
        let end = offset.saturating_add(limit).min(count);
        let Some((first, last)) = placed.get(offset).zip(placed.get(end.saturating_sub(1))) else {
            return Ok((Vec::new(), count));
        };
        let (first, last) = (first.0, last.0);
        let from = placed.partition_point(|(ordinal, _)| *ordinal < first);
        let to = placed.partition_point(|(ordinal, _)| *ordinal <= last);
        let mut hits = Vec::new();
        for (ordinal, address) in placed.drain(from..to) {
            hits.push((ordinal, self.hit(address, None, 0.0)?));
        }
        hits.sort_by_cached_key(|(ordinal, hit)| (*ordinal, hit.insight.id.to_string()));
        let page = hits.into_iter().map(|(_, hit)| hit).skip(offset - from).take(limit);
        Ok((page.collect(), count))
    }

    /// Documents by their place in their source.
    fn placed(&self, addresses: Vec<DocAddress>) -> tantivy::Result<Vec<(Option<u64>, DocAddress)>> {
        let segments = self.live.searcher.segment_readers();
        let columns: Vec<_> =
            segments.iter().map(|segment| segment.fast_fields().u64("ordinal")).collect::<Result<_, _>>()?;
        let ordinal = |address: DocAddress| columns.get(address.segment_ord as usize)?.first(address.doc_id);
        let mut placed: Vec<_> = addresses.into_iter().map(|address| (ordinal(address), address)).collect();
        placed.sort_unstable();
        Ok(placed)
    }

    fn addresses(&self, term: Term) -> tantivy::Result<Vec<DocAddress>> {
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self.live.searcher.search(&query, &tantivy::collector::DocSetCollector)?;
        Ok(found.into_iter().collect())
    }

    fn hit(&self, address: DocAddress, marks: Option<&[Mark]>, score: f32) -> tantivy::Result<Hit> {
        let document: TantivyDocument = self.live.searcher.doc(address)?;
        let stored = document.get_first(self.live.fields.stored).and_then(|value| value.as_str());
        let json =
            stored.ok_or_else(|| TantivyError::InternalError("an insight was stored without its text".to_owned()))?;
        let stored: Stored = serde_json::from_str(json)?;
        Ok(Hit {
            themes: self.themes(address, &stored.insight.themes),
            highlight: marks.map(|marks| highlight(&stored.insight.text, marks)),
            insight: stored.insight,
            source_title: stored.title,
            source_kind: stored.kind,
            source_year: stored.year,
            score,
        })
    }

    /// The deposited themes, then those found by their rules.
    fn themes(&self, address: DocAddress, deposited: &[Slug]) -> Vec<ThemeTag> {
        let tag = |theme: &Slug, origin| ThemeTag { theme: theme.clone(), origin };
        let mut themes: Vec<ThemeTag> = deposited.iter().map(|theme| tag(theme, TagOrigin::Source)).collect();
        let segment = self.live.searcher.segment_reader(address.segment_ord);
        if let Some(tags) = self.tags.of(segment) {
            let names = tags.rules.of(address.doc_id).filter_map(|at| tags.rules.names().get(usize::from(at)));
            let ruled = names.filter_map(|name| name.parse::<Slug>().ok()).filter(|theme| !deposited.contains(theme));
            themes.extend(ruled.map(|theme| tag(&theme, TagOrigin::Rule)));
        }
        themes
    }
}

fn freedom_notices(freedom: Freedom) -> Vec<Notice> {
    let mut notices = Vec::new();
    if freedom.any_word {
        notices.push(notice("any_word", "nothing has all of these words; this is what has any of them"));
    }
    if freedom.spelling {
        notices.push(notice(
            "spelling",
            "nothing has these words as they are spelt; this is what has words spelt nearly so",
        ));
    }
    notices
}

/// Each facet by count, the highest first, then by id.
fn sorted(facets: FacetCounts) -> BTreeMap<Facet, Vec<FacetValue>> {
    let order = |counts: BTreeMap<String, u64>| {
        let mut values: Vec<FacetValue> = counts.into_iter().map(|(id, count)| FacetValue { id, count }).collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
        values
    };
    facets.into_iter().map(|(facet, counts)| (facet, order(counts))).collect()
}
