//! A channel's table in the configuration file: what stands in it, and the file with it written anew. All else in the file
//! stays as it was, comments and order too.

use toml_edit::{DocumentMut, Item, Table, TableLike, Value, value};

use crate::config::{ChannelName, Secret};

/// What a channel's table is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelTable {
    /// Which channel.
    pub name: ChannelName,
    /// Its keys in their order. Keys of the table that are not named stay.
    pub keys: Vec<(&'static str, Given)>,
    /// Whether it comes before the channels there are; else it takes over where they fail.
    pub first: bool,
}

/// What is given for a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// A secret: a file of its own holds it, and the table names that.
    Hidden(Secret),
    /// Nothing: the key goes.
    Nothing,
}

impl ChannelTable {
    /// The secret that is given, with its key and the name of its file.
    pub fn secret(&self) -> Option<(&'static str, String, &Secret)> {
        self.keys.iter().find_map(|(key, given)| match given {
            Given::Hidden(secret) => Some((*key, self.file_of(key), secret)),
            _ => None,
        })
    }

    fn file_of(&self, key: &str) -> String {
        format!("{}.{key}", self.name.word())
    }

    /// A configuration with this table in it, and with the channel among those that are told.
    ///
    /// # Errors
    /// A text that is no TOML, or one in which something else stands where tables have to.
    pub fn within(&self, text: &str) -> Result<String, toml_edit::TomlError> {
        let mut document: DocumentMut = text.parse()?;
        let notify = table_in(document.as_table_mut(), "notify");
        let channels = notify.get("channels").and_then(Item::as_array).cloned();
        let mut channels = channels.unwrap_or_else(|| [ChannelName::Desktop.word()].into_iter().collect());
        if !channels.iter().any(|it| it.as_str() == Some(self.name.word())) {
            channels.insert(if self.first { 0 } else { channels.len() }, self.name.word());
            // One over several lines is laid out as its owner likes it.
            if !channels.to_string().contains('\n') {
                channels.fmt();
            }
            put(notify, "channels", Value::Array(channels));
        }
        let own = table_in(notify, self.name.word());
        for (key, given) in &self.keys {
            match given {
                Given::Text(text) => put(own, key, text.into()),
                Given::Number(number) => put(own, key, (*number).into()),
                Given::Hidden(_) => {
                    let file = [("file", Value::from(self.file_of(key)))];
                    put(own, key, Value::InlineTable(file.into_iter().collect()));
                }
                Given::Nothing => drop(own.remove(key)),
            }
        }
        Ok(document.to_string())
    }
}

/// The channels that are told, in the order of a configuration's text.
pub fn told_channels(text: &str) -> Vec<String> {
    let document: DocumentMut = text.parse().unwrap_or_default();
    let told = document.get("notify").and_then(|it| it.get("channels")).and_then(Item::as_array).cloned();
    let names = |it: toml_edit::Array| it.iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect();
    told.map_or_else(|| vec![ChannelName::Desktop.word().to_owned()], names)
}

/// A channel's keys as they stand in a text, a line each and no secret in any; nothing where there is no such table.
pub fn standing(text: &str, name: ChannelName) -> Vec<String> {
    let document: DocumentMut = text.parse().unwrap_or_default();
    let own = document.get("notify").and_then(|it| it.get(name.word())).and_then(Item::as_table_like);
    let line = |(key, item): (&str, &Item)| match hides(key) && item.is_str() {
        true => format!("{key} = …"),
        false => format!("{key} = {}", item.to_string().trim()),
    };
    own.map(|it| it.iter().map(line).collect()).unwrap_or_default()
}

/// A text with the secrets of a channel struck out, to be shown.
pub fn without_secrets(text: &str, name: ChannelName) -> String {
    let Ok(mut document) = text.parse::<DocumentMut>() else { return String::new() };
    let own = document.get_mut("notify").and_then(|it| it.get_mut(name.word())).and_then(Item::as_table_like_mut);
    for (key, item) in own.into_iter().flat_map(TableLike::iter_mut) {
        if hides(&key) && item.is_str() {
            *item = value("…");
        }
    }
    document.to_string()
}

/// Whether what stands at this key as plain text is a secret, or may hold one.
fn hides(key: &str) -> bool {
    matches!(key, "token" | "password" | "secret" | "url" | "proxy")
}

/// The table of a name, made where there is none.
fn table_in<'t>(parent: &'t mut dyn TableLike, name: &str) -> &'t mut dyn TableLike {
    if parent.get(name).is_none_or(|it| !it.is_table_like()) {
        parent.insert(name, Item::Table(Table::new()));
    }
    parent.get_mut(name).and_then(Item::as_table_like_mut).expect("it was made a table")
}

/// Puts a value at a key; what stands around one that is there stays.
fn put(table: &mut dyn TableLike, key: &str, mut new: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None => drop(table.insert(key, value(new))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telegram(first: bool) -> ChannelTable {
        let token = Given::Hidden(Secret::from("1:abc".to_owned()));
        let keys = vec![("chat", Given::Text("42".into())), ("token", token), ("proxy", Given::Nothing)];
        ChannelTable { name: ChannelName::Telegram, keys, first }
    }

    #[test]
    fn an_empty_file_gets_what_is_needed_and_no_secret() {
        let text = telegram(true).within("").unwrap();
        assert_eq!(
            text,
            "[notify]\nchannels = [\"telegram\", \"desktop\"]\n\n[notify.telegram]\nchat = \"42\"\n\
             token = { file = \"telegram.token\" }\n"
        );
        assert_eq!(telegram(true).within(&text).unwrap(), text, "the same once more");
    }

    #[test]
    fn comments_and_order_stay() {
        let old = "# mine\nlanguage = \"ru\" # we speak\n\n[notify]\n# who is told\nchannels = [ \"desktop\" ] # for now\n\n\
                   [notify.telegram]\ntimeout = \"20s\" # slow\nchat = \"7\" # the old one\nproxy = \"http://p\"\n\n\
                   [carriers.cdek]\noff = true\n";
        let new = telegram(false).within(old).unwrap();
        let expected = old
            .replace("[ \"desktop\" ]", "[\"desktop\", \"telegram\"]")
            .replace("\"7\"", "\"42\"")
            .replace("proxy = \"http://p\"\n", "token = { file = \"telegram.token\" }\n");
        assert_eq!(new, expected);
        assert_eq!(told_channels(&new), ["desktop", "telegram"]);
    }

    #[test]
    fn a_table_in_one_line_is_a_table() {
        let old = "notify = { channels = [\"telegram\"], telegram = { chat = \"7\", token = \"1:old\" } }\n";
        let new = telegram(true).within(old).unwrap();
        assert!(new.contains("chat = \"42\"") && !new.contains("1:old"), "{new}");
        assert_eq!(standing(old, ChannelName::Telegram), ["chat = \"7\"", "token = …"]);
        assert!(!without_secrets(old, ChannelName::Telegram).contains("1:old"));
        assert!(standing("", ChannelName::Telegram).is_empty());
    }
}
