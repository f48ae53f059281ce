//! How values stand in columns.

use std::{cell::Cell, error::Error, fmt::Display, str::FromStr};

use jiff::Timestamp;
use rusqlite::{
    Row, ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::model::Number;

/// The cells of a row, one after the other: finding each by its name takes longer than reading it.
pub(super) struct Cells<'r, 's> {
    row: &'r Row<'s>,
    at: Cell<usize>,
}

impl<'r, 's> Cells<'r, 's> {
    /// From the first on.
    pub fn of(row: &'r Row<'s>) -> Cells<'r, 's> {
        Cells { row, at: Cell::new(0) }
    }

    /// The next one.
    pub fn next<T: FromSql>(&self) -> rusqlite::Result<T> {
        self.row.get(self.at.replace(self.at.get() + 1))
    }

    /// The next one, whose text is not parsed where it says nothing.
    pub fn next_or_default<T: DeserializeOwned + Default>(&self) -> rusqlite::Result<T> {
        let at = self.at.replace(self.at.get() + 1);
        match self.row.get_ref(at)? {
            ValueRef::Text(b"{}" | b"[]") => Ok(T::default()),
            _ => self.row.get::<_, Json<T>>(at).map(|it| it.0),
        }
    }
}

/// A moment, in fixed width, so that text order is time order.
#[derive(Debug, Clone, Copy)]
pub(super) struct At(pub Timestamp);

impl ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(format!("{:.9}", self.0)))
    }
}

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<At> {
        parsed(value).map(At)
    }
}

/// `NULL` for [`Timestamp::MAX`], which is how the model says never.
pub(super) fn or_never(at: Timestamp) -> Option<At> {
    (at != Timestamp::MAX).then_some(At(at))
}

/// The other way round.
pub(super) fn never_if_null(at: Option<At>) -> Timestamp {
    at.map_or(Timestamp::MAX, |at| at.0)
}

/// Anything that is written as it is read: words, days, wall times.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<T>(pub T);

impl<T: Display> ToSql for Text<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.to_string()))
    }
}

impl<T: FromStr<Err: Error + Send + Sync + 'static>> FromSql for Text<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Text<T>> {
        parsed(value).map(Text)
    }
}

/// A structured value no query looks into.
#[derive(Debug, Clone)]
pub(super) struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text =
            serde_json::to_string(&self.0).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(ToSqlOutput::from(text))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Json<T>> {
        serde_json::from_str(value.as_str()?).map(Json).map_err(FromSqlError::other)
    }
}

impl ToSql for Number {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for Number {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Number> {
        Number::new(value.as_str()?).map_err(FromSqlError::other)
    }
}

fn parsed<T: FromStr<Err: Error + Send + Sync + 'static>>(value: ValueRef<'_>) -> FromSqlResult<T> {
    value.as_str()?.parse().map_err(FromSqlError::other)
}

/// A row as a JSON object, by column; `text` says what becomes of a text.
pub(super) fn as_json(row: &Row<'_>, text: impl Fn(&str) -> Value) -> rusqlite::Result<Map<String, Value>> {
    let names: Vec<String> = row.as_ref().column_names().into_iter().map(str::to_owned).collect();
    let mut fields = Map::new();
    for (at, name) in names.into_iter().enumerate() {
        let value = match row.get_ref(at)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(figure) => figure.into(),
            ValueRef::Real(figure) => figure.into(),
            ValueRef::Text(bytes) => text(&String::from_utf8_lossy(bytes)),
            ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned().into(),
        };
        fields.insert(name, value);
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_sort_as_text() {
        let written = |at: Timestamp| match At(at).to_sql().unwrap() {
            ToSqlOutput::Owned(rusqlite::types::Value::Text(text)) => text,
            other => panic!("{other:?}"),
        };
        let whole: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let later: Timestamp = "2026-03-01T00:00:00.000000001Z".parse().unwrap();
        assert_eq!(written(whole), "2026-03-01T00:00:00.000000000Z");
        assert!(written(whole) < written(later));
        assert!(written(later) < written(Timestamp::MAX));
        assert_eq!(written(whole).len(), written(Timestamp::MAX).len());
    }
}
