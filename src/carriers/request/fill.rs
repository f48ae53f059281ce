//! Placeholders of a request and what they are filled with.

use std::collections::BTreeMap;

use super::{
    escape::{For, base64, escaped},
    given::{Given, GivenOf, OPTIONAL, lacks, without},
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
    pub(super) given: &'a GivenOf,
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
        let query = self.pairs(&self.spec.query)?;
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query);
        }
        Ok(url)
    }

    pub(super) fn headers(&mut self) -> Result<Vec<(String, String)>, RequestError> {
        let spec = self.spec;
        let mut headers = Vec::new();
        for (name, value) in &spec.headers {
            if self.is_left_out(value) {
                continue;
            }
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
            Some(Body::Json(text)) => Some(("application/json", self.fill_json(text)?)),
            Some(Body::Xml(text)) => Some(("text/xml; charset=utf-8", self.fill(text, For::Xml)?)),
            Some(Body::Text(text)) => Some(("text/plain; charset=utf-8", self.fill(text, For::Text)?)),
        })
    }

    fn pairs(&mut self, fields: &BTreeMap<String, String>) -> Result<String, RequestError> {
        let mut pairs = Vec::new();
        for (name, value) in fields {
            if self.is_left_out(value) {
                continue;
            }
            // The whole value is escaped, what stands between the numbers too.
            let value = escaped(&self.fill(value, For::Text)?, For::Url);
            pairs.push(format!("{}={value}", escaped(name, For::Url)));
        }
        Ok(pairs.join("&"))
    }

    /// Whether a query parameter, a header or a form field is left out: it names what the user did not give.
    fn is_left_out(&self, template: &str) -> bool {
        lacks(template, &|name| self.has(name))
    }

    fn has(&self, name: &str) -> bool {
        self.values.numbers.first().is_some_and(|number| self.given(number, name).is_some())
    }

    fn given(&self, number: &Number, name: &str) -> Option<&'a str> {
        self.values.given.get(number).and_then(|given: &Given| given.value(name))
    }

    fn fill_json(&mut self, template: &str) -> Result<String, RequestError> {
        let left = without(template, &|name| self.has(name));
        self.fill(&left, For::Json)
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
                let each: Vec<String> = numbers.iter().map(|number| self.each(number, what)).collect();
                Ok(each.join(&self.spec.join))
            }
            name if OPTIONAL.contains(&name) => {
                let given = numbers.first().and_then(|number| self.given(number, name));
                Ok(given.map(|it| self.personal(it, name, what)).unwrap_or_default())
            }
            "token" => {
                self.secret = true;
                self.values.token.map(|it| escaped(&it.value, what)).ok_or(RequestError::NeedsToken)
            }
            _ => self.values.registered.map(|it| escaped(it, what)).ok_or(RequestError::NeedsRegister),
        }
    }

    /// One number of several.
    fn each(&mut self, number: &Number, what: For) -> String {
        let mut each = self.spec.each.replace("{number}", number.as_str());
        if what == For::Json {
            each = without(&each, &|name| self.given(number, name).is_some());
        }
        for name in OPTIONAL.iter().filter(|name| self.spec.each.contains(&format!("{{{name}}}"))) {
            let value = self.given(number, name).map(|it| self.personal(it, name, what)).unwrap_or_default();
            each = each.replace(&format!("{{{name}}}"), &value);
        }
        each
    }

    /// A value of the user's, escaped. A postcode is nobody's business but the source's: what holds it is treated like what
    /// holds a secret.
    fn personal(&mut self, value: &str, name: &str, what: For) -> String {
        self.secret |= name == "postcode";
        escaped(value, what)
    }
}
