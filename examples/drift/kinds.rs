//! The ways an answer drifts.

use posylka::model::Number;

use super::dice::{Dice, of_word};

macro_rules! kinds {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// A way an answer drifts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($name),* }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$name),*];

            pub fn word(self) -> &'static str {
                match self { $(Kind::$name => $word),* }
            }
        }
    };
}

kinds! {
    Noise = "noise rows added",
    Decoys = "fields added that look alike",
    CodeCase = "case of codes",
    Reorder = "rows the other way round",
    RenameSome = "some names changed",
    RenameAll = "all names changed",
    Nest = "fields one level down",
    Flatten = "fields one level up",
    WrapList = "wrapped in a list",
    Single = "batch became single",
    Envelope = "another envelope",
    KeyedList = "list with keys",
    DateFormat = "another date format",
    SplitTime = "day and hour split or joined",
    Zone = "zone written otherwise",
    ZoneShift = "times of another zone",
    CodeInText = "code moved into the text",
    AttributeSwap = "attribute became element, or back",
    Namespace = "namespace changed",
    TableToList = "table became list",
    SwapColumns = "columns swapped",
}

impl Kind {
    /// Whether the old definition still reads an answer that drifted so: what it reads then is the truth.
    pub fn changes_what_is_said(self) -> bool {
        matches!(self, Kind::Noise | Kind::CodeCase)
    }
}

/// A moment as the answer writes it, and what it is.
#[derive(Debug, Clone)]
pub struct Moment {
    pub text: String,
    pub wall: jiff::civil::DateTime,
    pub offset: Option<jiff::tz::Offset>,
}

/// What a drift must know of an answer to be one: what stands in it as a time, a code, a text, a zone.
#[derive(Debug, Clone, Default)]
pub struct Values {
    pub times: Vec<Moment>,
    /// The parts of times that are put together of several.
    pub days: Vec<Moment>,
    pub codes: Vec<String>,
    /// Codes that stand alone at their place, and are no texts.
    pub pure_codes: bool,
    pub texts: Vec<String>,
    pub zones: Vec<String>,
    pub numbers: Vec<Number>,
}

impl Values {
    pub fn time(&self, text: &str) -> Option<&Moment> {
        self.times.iter().find(|it| it.text == text)
    }

    pub fn day(&self, text: &str) -> Option<&Moment> {
        self.days.iter().find(|it| it.text == text)
    }

    pub fn is_code(&self, text: &str) -> bool {
        self.pure_codes && self.codes.iter().any(|it| it == text)
    }

    pub fn is_text(&self, text: &str) -> bool {
        self.texts.iter().any(|it| it == text)
    }

    pub fn is_zone(&self, text: &str) -> bool {
        self.zones.iter().any(|it| it == text)
    }
}

/// A drift: the same for all answers of a source.
#[derive(Debug, Clone)]
pub struct Drift {
    pub kind: Kind,
    pub seed: u64,
}

impl Drift {
    pub fn dice(&self) -> Dice {
        Dice::new(self.seed)
    }

    /// Whether a name is among those that change.
    pub fn picks(&self, name: &str, of: u64) -> bool {
        of_word(self.seed, name).is_multiple_of(of)
    }

    /// Another name for a name.
    pub fn renamed(&self, name: &str) -> String {
        let style = match self.kind {
            Kind::RenameAll => self.seed % 4,
            _ => of_word(self.seed ^ 7, name) % 6,
        };
        match style {
            0 => snake(name),
            1 => pascal(name),
            2 => format!("evt{}", pascal(name)),
            3 => format!("{name}_v2"),
            4 => format!("x{}", of_word(self.seed, name) % 1_000),
            _ => format!("{name}Value"),
        }
    }

    /// A moment as it is written now.
    pub fn written(&self, moment: &Moment, day: bool) -> Option<String> {
        const DAYS: &[&str] =
            &["%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%m/%d/%Y", "%d/%m/%Y", "%B %d, %Y", "%Y%m%d", "%d-%b-%Y"];
        const HOURS: &[&str] = &["%H:%M:%S", "%I:%M:%S %p"];
        let mut dice = self.dice();
        let pattern = DAYS[dice.below(DAYS.len())];
        if day {
            return Some(moment.wall.strftime(pattern).to_string());
        }
        let whole = format!("{pattern} {}", HOURS[dice.below(HOURS.len())]);
        match (dice.below(5), moment.offset) {
            (0, None) => Some(jiff::tz::Offset::UTC.to_timestamp(moment.wall).ok()?.as_millisecond().to_string()),
            (_, None) => Some(moment.wall.strftime(&whole).to_string()),
            (0, Some(offset)) => Some(format!("{}{}", moment.wall.strftime("%Y-%m-%d %H:%M:%S"), colon(offset))),
            (_, Some(offset)) => Some(format!("{} {}", moment.wall.strftime(&whole), plain(offset))),
        }
    }
}

/// `+0300`
pub fn plain(offset: jiff::tz::Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", seconds.abs() / 3_600, seconds.abs() % 3_600 / 60)
}

/// `+03:00`
pub fn colon(offset: jiff::tz::Offset) -> String {
    let text = plain(offset);
    format!("{}:{}", &text[..3], &text[3..])
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for c in name.chars() {
        if !c.is_alphanumeric() {
            words.push(String::new());
        } else {
            let fresh =
                c.is_uppercase() && words.last().is_some_and(|it| it.chars().last().is_some_and(char::is_lowercase));
            if fresh {
                words.push(String::new());
            }
            words.last_mut().unwrap().extend(c.to_lowercase());
        }
    }
    words.retain(|it| !it.is_empty());
    words
}

fn snake(name: &str) -> String {
    words(name).join("_") + if name.contains('_') { "_" } else { "" }
}

fn pascal(name: &str) -> String {
    let capital =
        |it: &String| it.chars().take(1).flat_map(char::to_uppercase).chain(it.chars().skip(1)).collect::<String>();
    words(name).iter().map(capital).collect()
}
