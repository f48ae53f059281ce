//! A number that looks like a source's own and is nobody's: an honest source says that it does not know it.

use super::{definition::Definition, registry::Registry};
use crate::model::Number;

/// What any source can be asked for.
const ANY: &str = "RB000000000CN";

/// A number of the shape a source knows, all its figures noughts, or nines where the shape wants others; never one of the
/// examples, which may be somebody's.
pub fn canary(registry: &Registry, definition: &Definition) -> Option<Number> {
    let own = definition.numbers.iter();
    let carriers = registry.iter().filter(|it| it.of == definition.of).flat_map(|it| &it.numbers);
    let shaped = own.chain(carriers).flat_map(|rule| rule.valid.iter().map(move |it| (rule, it)));
    let made = shaped.flat_map(|(rule, valid)| ['0', '9', '1'].map(|figure| (rule, valid, filled(valid, figure))));
    let fits = made.filter(|(rule, valid, it)| {
        it != *valid && rule.pattern.regex().is_some_and(|shape| shape.find(it).is_some_and(|at| at.len() == it.len()))
    });
    fits.map(|(_, _, it)| it).chain([ANY.to_owned()]).find_map(|it| Number::new(&it).ok())
}

/// The text with its figures replaced; the first stays where a shape begins with one.
fn filled(valid: &str, figure: char) -> String {
    let keep = usize::from(valid.starts_with(|c: char| c.is_ascii_digit()));
    valid.chars().enumerate().map(|(at, c)| if c.is_ascii_digit() && at >= keep { figure } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Access;

    #[test]
    fn every_open_source_can_be_asked_for_a_number_that_is_nobodys() {
        let registry = Registry::embedded().unwrap();
        for it in registry.iter().filter(|it| it.access == Access::Keyless) {
            let number = canary(&registry, it).unwrap();
            let examples = registry.iter().flat_map(|it| &it.numbers).flat_map(|rule| &rule.valid);
            assert!(examples.into_iter().all(|valid| valid != number.as_str()), "{}: {number}", it.id);
            let figures: std::collections::BTreeSet<char> =
                number.as_str().chars().skip(1).filter(char::is_ascii_digit).collect();
            assert!(figures.len() <= 1, "{}: {number}", it.id);
        }
    }
}
