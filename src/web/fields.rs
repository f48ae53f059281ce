//! What a form holds.

use std::{collections::BTreeMap, io::Write as _};

use axum::{
    body::to_bytes,
    extract::{FromRequest as _, Multipart, Request},
    http::{StatusCode, header},
};
use serde_json::Value;
use tempfile::NamedTempFile;

use super::site::Site;
use crate::model::visible;

/// The largest form without photos, in bytes: a pasted page of orders.
const LARGEST: usize = 6_000_000;
/// The largest form with photos.
const LARGEST_UPLOAD: usize = 200_000_000;
/// The longest text beside photos.
const LONGEST_BESIDE: usize = 20_000;
/// Fields of one form.
const MOST: usize = 60;

/// The fields of a form by name, and the files that came with it.
#[derive(Debug, Default)]
pub(super) struct Fields {
    texts: BTreeMap<String, String>,
    /// On disk until the form is done with, readable by us alone: photos are large.
    pub files: Vec<NamedTempFile>,
}

impl Fields {
    /// What stands in a field, without the room around it; nothing where there is no such field.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.trim())
    }

    /// The same where something stands in it.
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.given(name).is_some()
    }

    /// Reads pairs as forms and addresses hold them; the first of a name counts.
    pub fn of_pairs(text: &[u8]) -> Fields {
        let mut texts = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(text).take(MOST) {
            texts.entry(name.into_owned()).or_insert_with(|| value.into_owned());
        }
        Fields { texts, files: Vec::new() }
    }

    /// The same without what cannot be seen, or turns what stands around it.
    pub fn visible(mut self) -> Fields {
        self.texts.values_mut().for_each(|text| *text = visible(text).collect());
        self
    }

    /// The fields of a JSON object: texts, figures and yes; what is nothing or no is not there.
    pub fn of_object(object: serde_json::Map<String, Value>) -> Fields {
        let text = |value: Value| match value {
            Value::String(text) => Some(text),
            Value::Number(figure) => Some(figure.to_string()),
            Value::Bool(true) => Some("on".to_owned()),
            _ => None,
        };
        let texts = object.into_iter().take(MOST).filter_map(|(name, value)| Some((name, text(value)?))).collect();
        Fields { texts, files: Vec::new() }
    }
}

/// Why a form was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormFault {
    /// It is larger than any that is ours.
    Large,
    /// It is no form, or ends early.
    Unreadable,
    /// Others send photos just now.
    Busy,
    /// The disk takes nothing.
    Disk,
}

impl FormFault {
    /// The status it is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            FormFault::Large => StatusCode::PAYLOAD_TOO_LARGE,
            FormFault::Unreadable => StatusCode::BAD_REQUEST,
            FormFault::Busy => StatusCode::SERVICE_UNAVAILABLE,
            FormFault::Disk => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    /// The id of its sentence.
    pub fn phrase(self) -> &'static str {
        match self {
            FormFault::Large => "web-form-large",
            FormFault::Unreadable => "web-form-unreadable",
            FormFault::Busy => "web-form-busy",
            FormFault::Disk => "web-form-disk",
        }
    }
}

/// Reads the form a request brings.
pub(super) async fn read(site: &Site, request: Request) -> Result<Fields, FormFault> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return with_files(site, request).await;
    }
    let bytes = to_bytes(request.into_body(), LARGEST).await.map_err(|_| FormFault::Large)?;
    Ok(Fields::of_pairs(&bytes))
}

async fn with_files(site: &Site, request: Request) -> Result<Fields, FormFault> {
    let _room = site.uploads().try_acquire().map_err(|_| FormFault::Busy)?;
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| FormFault::Unreadable)?;
    let (mut fields, mut taken, mut count) = (Fields::default(), 0_usize, 0);
    while let Some(mut part) = parts.next_field().await.map_err(|_| FormFault::Unreadable)? {
        count += 1;
        if count > MOST {
            return Err(FormFault::Large);
        }
        let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
        let (mut text, mut file) = (Vec::new(), None);
        while let Some(chunk) = part.chunk().await.map_err(|_| FormFault::Unreadable)? {
            taken += chunk.len();
            if taken > LARGEST_UPLOAD || (!is_file && text.len() + chunk.len() > LONGEST_BESIDE) {
                return Err(FormFault::Large);
            }
            if is_file {
                let file = match &mut file {
                    Some(file) => file,
                    None => file.insert(NamedTempFile::new_in(site.folder()).map_err(|_| FormFault::Disk)?),
                };
                file.write_all(&chunk).map_err(|_| FormFault::Disk)?;
            } else {
                text.extend_from_slice(&chunk);
            }
        }
        match is_file {
            // A field for photos in which none was chosen comes as an empty file.
            true => fields.files.extend(file),
            false => {
                let text = String::from_utf8_lossy(&text).into_owned();
                fields.texts.entry(name).or_insert(text);
            }
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_holds_is_read_and_bounded() {
        let fields = Fields::of_pairs("title=%D0%9A%D1%80%D1%83%D0%B6%D0%BA%D0%B0+1&title=x&sure=on&note=".as_bytes());
        assert_eq!(
            (fields.text("title"), fields.ticked("sure")),
            ("\u{41a}\u{440}\u{443}\u{436}\u{43a}\u{430} 1", true)
        );
        assert_eq!((fields.given("note"), fields.text("none")), (None, ""));
        let many = (0..1000).map(|n| format!("a{n}=1&")).collect::<String>();
        assert_eq!(Fields::of_pairs(many.as_bytes()).texts.len(), MOST);
    }
}
