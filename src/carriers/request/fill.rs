//! Placeholders of a request and what they are filled with.

use std::collections::BTreeMap;

use super::{
    escape::{For, base64, escaped},
    placeholders::next_placeholder,
    value::{RequestError, Secrets, Token},
};
use crate::{
    carriers::definition::{Body, RequestSpec},
    model::Number,
};

/// What placeholders stand for.
pub(super) struct Values<'a> {
    pub(super) numbers: &'a [Number],
    pub(super) secrets: &'a Secrets,
    pub(super) token: Option<&'a Token>,
    pub(super) registered: Option<&'a str>,
}

/// A request being filled in.
pub(super) struct Filling<'a> {
    spec: &'a RequestSpec,
    values: &'a Values<'a>,
    /// Whether a secret or a token was put in.
    pub(super) secret: bool,
}

impl<'a> Filling<'a> {
    pub(super) fn new(spec: &'a RequestSpec, values: &'a Values<'a>) -> Filling<'a> {
        Filling { spec, values, secret: false }
    }

    pub(super) fn url(&mut self) -> Result<String, RequestError> {
        let mut url = self.fill(&self.spec.url, For::Url)?;
        if !self.spec.query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&self.pairs(&self.spec.query)?);
        }
        Ok(url)
    }

    pub(super) fn headers(&mut self) -> Result<Vec<(String, String)>, RequestError> {
        let spec = self.spec;
        let mut headers = Vec::new();
        for (name, value) in &spec.headers {
            headers.push((name.clone(), self.fill(value, For::Header)?));
        }
        if let Some([name, password]) = &spec.basic {
            let pair = self.fill(&format!("{{secret.{name}}}:{{secret.{password}}}"), For::Text)?;
            headers.push(("Authorization".to_owned(), format!("Basic {}", base64(&pair))));
        }
        Ok(headers)
    }

    /// The content type and the body.
    pub(super) fn body(&mut self) -> Result<Option<(&'static str, String)>, RequestError> {
        Ok(match &self.spec.body {
            None => None,
            Some(Body::Form(fields)) => Some(("application/x-www-form-urlencoded", self.pairs(fields)?)),
            Some(Body::Json(text)) => Some(("application/json", self.fill(text, For::Json)?)),
            Some(Body::Xml(text)) => Some(("text/xml; charset=utf-8", self.fill(text, For::Xml)?)),
            Some(Body::Text(text)) => Some(("text/plain; charset=utf-8", self.fill(text, For::Text)?)),
        })
    }

    fn pairs(&mut self, fields: &BTreeMap<String, String>) -> Result<String, RequestError> {
        let mut pairs = Vec::new();
        for (name, value) in fields {
            // The whole value is escaped, what stands between the numbers too.
            let value = escaped(&self.fill(value, For::Text)?, For::Url);
            pairs.push(format!("{}={value}", escaped(name, For::Url)));
        }
        Ok(pairs.join("&"))
    }

    fn fill(&mut self, template: &str, what: For) -> Result<String, RequestError> {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((text, name, after)) = next_placeholder(rest) {
            filled.push_str(text);
            filled.push_str(&self.value(name, what)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn value(&mut self, name: &str, what: For) -> Result<String, RequestError> {
        let numbers = self.values.numbers;
        if let Some(secret) = name.strip_prefix("secret.") {
            self.secret = true;
            let value = self.values.secrets.get(secret);
            return value.map(|it| escaped(it, what)).ok_or_else(|| RequestError::NeedsInput(secret.to_owned()));
        }
        match name {
            "number" => Ok(numbers.first().map(|it| it.as_str().to_owned()).unwrap_or_default()),
            "numbers" => {
                let each = numbers.iter().map(|number| self.spec.each.replace("{number}", number.as_str()));
                Ok(each.collect::<Vec<_>>().join(&self.spec.join))
            }
            "token" => {
                self.secret = true;
                self.values.token.map(|it| escaped(&it.value, what)).ok_or(RequestError::NeedsToken)
            }
            _ => self.values.registered.map(|it| escaped(it, what)).ok_or(RequestError::NeedsRegister),
        }
    }
}
