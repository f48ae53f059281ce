//! Where the known values of a field stand in the rows of a changed answer.

use std::collections::BTreeMap;

use super::{
    edit::{self, Change, Path},
    infix,
    likeness::{last_name, likeness},
    site::{Site, Wants, parsed, same, wants},
};
use crate::carriers::{
    definition::Alternatives,
    place::{Pick, Place},
};

/// How the places of the old definition are called now, and what was in doubt.
#[derive(Debug, Default)]
pub(super) struct Renames {
    places: BTreeMap<String, Option<String>>,
    /// Keys of fields of which two readings are possible.
    pub(super) doubts: Vec<String>,
}

/// Looks for a field that is no longer read as it is known to be. No changes: it is. `None`: it is not found.
pub(super) fn find(
    text: &str,
    path: &Path,
    key: &str,
    sites: &[Site<'_, '_>],
    renames: &mut Renames,
) -> Option<Vec<Change>> {
    let wants = wants(sites, key);
    let says = |many: &Alternatives| {
        let value = |site: usize, group: usize| many.value(sites[site].scope_of(group));
        wants.iter().all(|(site, group, known)| same(key, value(*site, *group).as_deref(), *known))
    };
    let source = edit::items(text, path);
    let items = source.map(|(_, _, items)| items).unwrap_or_default();
    let old: Vec<String> = items.iter().map(|it| text[it.span.clone()].to_owned()).collect();
    let reads = parsed(&old).is_none_or(|it| says(&it));
    // Of a code every alternative counts: the first that a table knows.
    if reads && (key != "code" || old.len() < 2) {
        return Some(Vec::new());
    }
    // The same places by their new names.
    let mut more = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let places = || item.places.iter().flat_map(|(_, it)| edit::places_in(it));
        let new: Option<BTreeMap<&str, String>> =
            places().map(|place| Some((place, new_places(place, key, sites, renames)?))).collect();
        let Some(new) = new else { continue };
        let name = |place: &str| new.get(place).cloned().unwrap_or_else(|| place.to_owned());
        let other = edit::item_with(text, item, &name);
        if other != old[index] {
            more.push((index, other));
        }
    }
    if reads && more.is_empty() {
        return Some(Vec::new());
    }
    for instead in [false, true] {
        let put = |(at, new): &(usize, String)| match instead {
            true => Change::Instead(*at, new.clone()),
            false => Change::Behind(*at, new.clone()),
        };
        let changes: Vec<Change> = more.iter().map(put).collect();
        if !changes.is_empty() && parsed(&list_with(&old, &changes)).is_some_and(|it| says(&it)) {
            return Some(changes);
        }
    }
    if reads {
        return Some(Vec::new());
    }
    whole(&old, key, sites, &wants, renames, &says)
}

/// A list of alternatives with changes.
fn list_with(old: &[String], changes: &[Change]) -> Vec<String> {
    let mut list = Vec::new();
    for (index, item) in old.iter().enumerate() {
        let before = changes.iter().filter_map(|it| match it {
            Change::Before(at, new) if *at == index => Some(new.clone()),
            _ => None,
        });
        list.extend(before);
        let instead = changes.iter().find_map(|it| match it {
            Change::Instead(at, new) if *at == index => Some(new.clone()),
            _ => None,
        });
        list.push(instead.unwrap_or_else(|| item.clone()));
        let behind = changes.iter().filter_map(|it| match it {
            Change::Behind(at, new) if *at == index => Some(new.clone()),
            _ => None,
        });
        list.extend(behind);
    }
    list
}

/// The field as a whole at one place, or as a part of what stands at one.
fn whole(
    old: &[String],
    key: &str,
    sites: &[Site<'_, '_>],
    wants: &Wants<'_>,
    renames: &mut Renames,
    says: &dyn Fn(&Alternatives) -> bool,
) -> Option<Vec<Change>> {
    let name =
        parsed(old).and_then(|it| it.0.first().map(|it| last_name(it.place.source()).to_owned())).unwrap_or_default();
    let reads = |place: &str, wants: &Wants<'_>| {
        let place = Place::new(place);
        wants.iter().all(|(site, group, known)| {
            same(key, place.value(sites[*site].scope_of(*group), Pick::First).as_deref(), *known)
        })
    };
    let found = best(key, &name, sites, wants, &reads, renames).map(|it| edit::quoted(&it));
    for new in found.into_iter().chain(infix::find(key, sites, wants)) {
        let last = old.len().saturating_sub(1);
        let alone: Vec<Change> = (0..old.len()).rev().map(|at| Change::Instead(at, new.clone())).take(1).collect();
        let tried = [vec![Change::Behind(last, new.clone())], vec![Change::Before(0, new.clone())], alone];
        for changes in tried {
            if parsed(&list_with(old, &changes)).is_some_and(|it| says(&it)) {
                return Some(changes);
            }
        }
    }
    None
}

/// How a place of the old definition is called now; `None` where what stood there is not found.
fn new_places(place: &str, key: &str, sites: &[Site<'_, '_>], renames: &mut Renames) -> Option<String> {
    if let Some(known) = renames.places.get(place) {
        return known.clone();
    }
    let mut wants: Vec<(usize, usize, &[String])> = Vec::new();
    for (index, site) in sites.iter().enumerate() {
        for (row, group) in &site.pairs {
            wants.extend(row.raw.get(place).map(|it| (index, *group, it.as_slice())));
        }
    }
    let holds = |new: &str| {
        let new = Place::new(new);
        wants.iter().all(|(site, group, known)| {
            let values = new.values(sites[*site].scope_of(*group));
            let same = |(is, known): (&std::borrow::Cow<'_, str>, &String)| same(key, Some(is.as_ref()), Some(known));
            match known {
                [] => values.is_empty(),
                [one] => values.first().is_some_and(|it| same((it, one))),
                several => values.len() == several.len() && values.iter().zip(*several).all(same),
            }
        })
    };
    let new = if holds(place) {
        // What was never there says nothing of how it would be called.
        let seen = wants.iter().any(|(_, _, known)| !known.is_empty());
        let prefix = if seen { None } else { by_prefix(place, renames) };
        Some(prefix.unwrap_or_else(|| place.to_owned()))
    } else {
        let firsts: Wants<'_> =
            wants.iter().map(|(site, group, known)| (*site, *group, known.first().map(String::as_str))).collect();
        let reads = |new: &str, _: &Wants<'_>| holds(new);
        best(key, last_name(place), sites, &firsts, &reads, renames)
    };
    renames.places.insert(place.to_owned(), new.clone());
    new
}

/// `location/city` where `location` has a new name by what was found of `location/country`.
fn by_prefix(place: &str, renames: &Renames) -> Option<String> {
    renames.places.iter().filter_map(|(old, new)| Some((old, new.as_ref()?))).find_map(|(old, new)| {
        let (old_above, old_last) = old.rsplit_once('/')?;
        let (new_above, new_last) = new.rsplit_once('/')?;
        let rest = place.strip_prefix(old_above)?.strip_prefix('/')?;
        (old_last == new_last && old_above != new_above).then(|| format!("{new_above}/{rest}"))
    })
}

/// The place that holds what is known in every scan: of several the one whose name is most like the old one. Where they
/// differ on scans of which nothing is known, and no name decides, that is in doubt.
fn best(
    key: &str,
    name: &str,
    sites: &[Site<'_, '_>],
    wants: &Wants<'_>,
    reads: &dyn Fn(&str, &Wants<'_>) -> bool,
    renames: &mut Renames,
) -> Option<String> {
    let (site, group, value) = wants.iter().find_map(|(site, group, known)| Some((*site, *group, (*known)?)))?;
    let fits = |text: &str| same(key, Some(text), Some(value));
    let mut found: Vec<String> = Vec::new();
    for place in sites[site].places(group, &fits) {
        if !found.contains(&place) && reads(&place, wants) {
            found.push(place);
        }
    }
    let like = |place: &String| likeness(last_name(place), name);
    let most = found.iter().map(like).max()?;
    let chosen = found.iter().find(|it| like(it) == most)?.clone();
    if most < 100 {
        let value = |place: &str, site: usize, group: usize| {
            Place::new(place).value(sites[site].scope_of(group), Pick::First).map(|it| it.into_owned())
        };
        let differs = |other: &&String| {
            sites.iter().enumerate().any(|(index, site)| {
                site.free.iter().any(|group| value(other, index, *group) != value(&chosen, index, *group))
            })
        };
        // What encloses the rows says one thing of all of them.
        let as_near = |it: &&String| it.starts_with("../") == chosen.starts_with("../");
        if found.iter().filter(as_near).any(|it| differs(&it)) {
            renames.doubts.push(key.to_owned());
        }
    }
    Some(chosen)
}
