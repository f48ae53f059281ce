//! Which column is the time, and how it is written.

use super::{
    super::moments::{self, Written},
    columns::Column,
    draft::Draft,
    guess::{Guesser, OTHERS},
    rows::Group,
};
use crate::carriers::time::{TimeFormat, Told};

impl Guesser<'_, '_> {
    /// The time, of several the local one.
    pub(super) fn time(&self, group: &Group, columns: &[Column], draft: &mut Draft) {
        let leaf_texts: Vec<&str> = group.leaves.iter().filter_map(|it| self.tree.0[*it].text.as_deref()).collect();
        let tells = |column: &Column| ways_of(column).first().cloned();
        // Of one moment told twice the local wall time is wanted: not a count, not the clock of a server.
        let score = |column: &Column| {
            let counted = column.share(&|it| it.bytes().all(|it| it.is_ascii_digit()) && it.len() >= 10);
            let of_server = column.share(&|it| it.ends_with('Z') || it.ends_with("+00:00") || it.ends_with("+0000"));
            let hour = column.share(&|it| it.contains(':'));
            let own = column.said().next().is_some_and(|it| leaf_texts.contains(&it));
            self.names.like("time", column.name()) + 0.3 * f64::from(u8::from(own)) + 1.5 * column.filled() + hour
                - counted
                - of_server
        };
        let mut times: Vec<(&Column, f64)> =
            columns.iter().filter(|it| tells(it).is_some()).map(|it| (it, score(it))).collect();
        times.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let Some(chosen) = self.sample.chosen.get("answer.time") {
            times.sort_by_key(|(column, _)| column.place != *chosen);
        }
        let Some((column, _)) = times.first() else { return };
        let all_ways = ways_of(column);
        let hour = all_ways.iter().any(|it| it.hour);
        let texts: Vec<&str> = column.said().collect();
        // A day beside its hour.
        let is_hour = |text: &str| moments::ways(text).iter().any(|way| !way.day);
        let is_clock =
            |it: &&Column| !hour && it.place != column.place && it.filled() > 0.3 && it.share(&is_hour) > 0.9;
        let clock_like = |it: &&Column| it.share(&|text| text.contains(':')) + self.names.like("time", it.name());
        let clock = columns.iter().filter(is_clock).max_by(|a, b| clock_like(a).total_cmp(&clock_like(b)));
        let mut ways: Vec<String> = in_time(&all_ways, &texts);
        let mut place = column.place.clone();
        draft.time_places.push(column.place.clone());
        if let Some(clock) = clock {
            let of_hour = clock.said().flat_map(moments::ways).find(|way| !way.day).map(|it| it.format);
            place = format!("{{{}}} {{{}}}", column.place, clock.place);
            draft.time_places.push(clock.place.clone());
            if let Some(of_hour) = of_hour {
                ways = ways.iter().filter(|it| it.starts_with('%')).map(|day| format!("{day} {of_hour}")).collect();
            }
        }
        let others = times.iter().skip(1).take(OTHERS).map(|(it, _)| it.place.clone()).collect();
        // What one leaves out another may tell.
        if column.filled() < 1.0 {
            let spare = times.iter().skip(1).map(|(it, _)| *it).filter(|it| it.filled() > column.filled());
            draft.time_spare = spare.map(|it| it.place.clone()).next();
        }
        draft.guess("answer.time", &place, column.said().next().unwrap_or_default(), 90, others);
        draft.time = place;
        draft.format_guess(&ways, &texts, self.sample.chosen.get("answer.time_format"));
    }
}

/// The ways that read most of a column as days.
fn ways_of(column: &Column) -> Vec<Written> {
    let said: Vec<&str> = column.said().take(60).collect();
    let mut ways: Vec<Written> = Vec::new();
    for text in said.iter().take(8) {
        for way in moments::ways(text).into_iter().filter(|it| it.day) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    let count = |way: &Written| said.iter().filter(|it| moments::reads(way, it)).count();
    let most = ways.iter().map(count).max().unwrap_or_default();
    ways.retain(|way| count(way) == most && most > 0 && most * 10 >= said.len() * 6);
    ways
}

/// The formats, the likelier first: that by which the scans lie nearer together. Half days are American, and so is the month
/// before the day.
fn in_time(ways: &[Written], texts: &[&str]) -> Vec<String> {
    let span = |way: &Written| {
        let format = TimeFormat::try_from(way.format.clone()).ok()?;
        let walls: Vec<jiff::civil::DateTime> = texts
            .iter()
            .filter_map(|it| match format.read(it)? {
                Told::Wall(wall, _) => Some(wall),
                Told::Instant(instant) => Some(jiff::tz::Offset::UTC.to_datetime(instant)),
            })
            .collect();
        let (first, last) = (walls.iter().min()?, walls.iter().max()?);
        Some((last.duration_since(*first).as_hours(), !walls.is_sorted() && !walls.iter().rev().is_sorted()))
    };
    let american = |way: &Written| !(way.format.contains("%p") && way.format.find("%m") < way.format.find("%d"));
    let mut keyed: Vec<_> = ways.iter().map(|it| (!it.format.starts_with('%'), span(it), american(it), it)).collect();
    keyed.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then_with(|| a.1.map(|it| (it.1, it.0)).cmp(&b.1.map(|it| (it.1, it.0))))
            .then_with(|| a.2.cmp(&b.2))
    });
    keyed.into_iter().map(|(.., it)| it.format.clone()).collect()
}

impl Draft {
    /// The formats that read the times: two orders of day and month cannot both be right.
    fn format_guess(&mut self, ways: &[String], texts: &[&str], chosen: Option<&String>) {
        let clear: Vec<&String> = ways.iter().filter(|it| !it.starts_with('%')).collect();
        let offset_is_zero =
            texts.iter().all(|it| it.ends_with('Z') || it.ends_with("+00:00") || it.ends_with("+0000"));
        let patterns: Vec<&String> = ways.iter().filter(|it| it.starts_with('%')).collect();
        let best = match (chosen, clear.first()) {
            (Some(chosen), _) => chosen.clone(),
            // Many write a zone that is not true: until it is known, it is not believed.
            (None, Some(_)) if offset_is_zero && clear.iter().any(|it| *it == "iso false zone") => {
                "iso false zone".to_owned()
            }
            (None, Some(first)) => (*first).clone(),
            (None, None) => patterns.first().map(|it| (*it).clone()).unwrap_or_default(),
        };
        let others: Vec<String> = match (best.as_str(), clear.is_empty()) {
            ("iso false zone", _) => vec!["iso".to_owned()],
            (_, true) => patterns.iter().filter(|it| **it != &best).map(|it| (*it).clone()).collect(),
            _ => Vec::new(),
        };
        let sure = if others.is_empty() || chosen.is_some() { 95 } else { 50 };
        self.guess("answer.time_format", &best, texts.first().copied().unwrap_or_default(), sure, others);
        self.time_format = best;
    }
}
