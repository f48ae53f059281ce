//! The dossier as one page: no scripts, nothing fetched, fit for A4 and for a phone.

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::{Dossier, raw_answers::Named, timeline};
use crate::{
    model::Order,
    text::{Claim, Lang, one_line},
};

const STYLE: &str = include_str!("page.css");

pub(super) fn page(dossier: &Dossier, answers: &[Named], drawing: &str) -> String {
    let phrases = dossier.phrases;
    let title = phrases.phrase("dossier-title", &[("title", (&dossier.parcel.title).into())]);
    let made = phrases.moment(dossier.made.datetime(), Date::ZERO);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n",
        phrases.lang(),
        policy(),
        escaped(&title)
    );
    page += &format!("<h1>{}</h1>\n", foreign(&title));
    page += &format!("<p class=\"faint\">{}</p>\n", escaped(&phrases.phrase("dossier-made", &[("at", made.into())])));
    page += &format!(
        "<p class=\"todo\">{}</p>\n",
        foreign(&phrases.advice(dossier.advice, dossier.orders, &dossier.setting))
    );
    for section in [deadlines, claims, orders, numbers, why, events] {
        page += &section(dossier);
    }
    page += &format!("<figure>\n{drawing}</figure>\n");
    page += &sources(dossier, answers);
    page + "</body>\n</html>\n"
}

/// What a browser may do with the page: show it in our style, and nothing else, whatever stands in it.
pub fn policy() -> String {
    let style = base64(&Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = bytes.chunks(3).flat_map(|three| {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        let letter = move |at: usize| char::from(LETTERS[bits >> (18 - 6 * at) & 63]);
        let filled = three.len();
        (0..4).map(move |at| if at <= filled { letter(at) } else { '=' })
    });
    letters.collect()
}

fn deadlines(dossier: &Dossier) -> String {
    let lines = dossier.deadlines().into_iter();
    let list = list(lines.map(|it| format!("{}: {}", dossier.phrases.date(it.day, Date::ZERO), it.what)));
    section(dossier, "dossier-deadlines", list)
}

fn claims(dossier: &Dossier) -> String {
    let text = |id: &str, lang: Lang| {
        let claim = dossier.claim(lang);
        let head = escaped(&dossier.phrases.label(id));
        format!(
            "<h3>{head}</h3>\n<p class=\"claim\" lang=\"{lang}\">{}</p>\n{}",
            foreign(&claim.text),
            answered(claim, lang)
        )
    };
    let (theirs, reader) = (dossier.platform.lang(), dossier.phrases.lang());
    let mut both = text("dossier-for-platform", theirs);
    if theirs != reader {
        both += &text("dossier-for-buyer", reader);
    }
    let own = dossier.claim(reader);
    let attach = section(dossier, "dossier-attach", list(own.attach.iter().cloned()));
    section(dossier, "dossier-claim", both)
        + &attach
        + &section(dossier, "dossier-next", list(own.next.iter().cloned()))
}

fn answered(claim: &Claim, lang: Lang) -> String {
    let rows = claim.answers.iter().map(|it| {
        format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(&it.question), foreign(&it.answer))
    });
    format!("<table class=\"form\" lang=\"{lang}\"><tbody>\n{}</tbody></table>\n", rows.collect::<String>())
}

fn orders(dossier: &Dossier) -> String {
    let day = |day: Option<Date>| day.map_or(String::new(), |day| dossier.phrases.date(day, dossier.setting.today));
    let row = |order: &Order| {
        let price = order.price.as_ref().map_or(String::new(), |price| dossier.phrases.money(price));
        let dates = [order.ordered, order.shipped, order.promised, order.protection_ends].map(day);
        [vec![order.id.clone(), order.shop.to_string(), price], dates.into()].concat()
    };
    let heads = ["order", "shop", "price", "bought", "shipped", "promised", "protection"];
    section(dossier, "dossier-orders", table(dossier, &heads, dossier.orders.iter().map(row)))
}

fn numbers(dossier: &Dossier) -> String {
    let rows = dossier.legs.iter().map(|leg| {
        let carrier = (dossier.setting.carrier)(&leg.key.carrier);
        let (role, state) = (dossier.phrases.role(leg.role), dossier.phrases.leg_state(leg.state));
        vec![leg.key.number.to_string(), carrier, role, state]
    });
    section(dossier, "dossier-numbers", table(dossier, &["number", "carrier", "role", "state"], rows))
}

fn why(dossier: &Dossier) -> String {
    let mut reasons = dossier.verdict.because.clone();
    reasons.extend(dossier.advice.because.iter().filter(|why| !dossier.verdict.because.contains(why)).cloned());
    section(dossier, "dossier-why", list(reasons.iter().map(|why| dossier.phrases.why(why, &dossier.setting))))
}

fn events(dossier: &Dossier) -> String {
    let rows = dossier.events.iter().map(|entry| {
        let (when, what) = (timeline::when(&entry.event), timeline::what(dossier.phrases, &entry.event));
        vec![when, what, dossier.phrases.place(&entry.event.place), timeline::told_by(dossier, entry)]
    });
    let note = |id: &str| format!("<p class=\"faint\">{}</p>\n", escaped(&dossier.phrases.label(id)));
    let body = match dossier.events.is_empty() {
        true => note("dossier-no-events"),
        false => table(dossier, &["when", "what", "where", "source"], rows) + &note("dossier-local-times"),
    };
    section(dossier, "dossier-timeline", body)
}

fn sources(dossier: &Dossier, answers: &[Named]) -> String {
    let rows = answers.iter().map(|it| {
        let at = it.answer.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
        vec![format!("answers/{}", it.file), it.answer.number.to_string(), at, it.sha256.clone()]
    });
    let body = match answers.is_empty() {
        true => format!("<p class=\"faint\">{}</p>\n", escaped(&dossier.phrases.label("dossier-no-answers"))),
        false => {
            format!("<div class=\"code\">{}</div>\n", table(dossier, &["file", "number", "fetched", "hash"], rows))
        }
    };
    section(dossier, "dossier-sources", body)
}

fn section(dossier: &Dossier, head: &str, body: String) -> String {
    match body.is_empty() {
        true => body,
        false => format!("<h2>{}</h2>\n{body}", escaped(&dossier.phrases.label(head))),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{}</li>\n", foreign(&item))).collect();
    if items.is_empty() { items } else { format!("<ul>\n{items}</ul>\n") }
}

/// A table whose heads are the phrases `dossier-*`; without rows it is nothing.
fn table(dossier: &Dossier, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let heads: Vec<String> =
        heads.iter().map(|head| escaped(&dossier.phrases.label(&format!("dossier-{head}")))).collect();
    let cell = |(head, text): (&String, &String)| match text.is_empty() {
        true => "<td></td>".to_owned(),
        false => format!("<td data-of=\"{head}\">{}</td>", foreign(text)),
    };
    let body: String =
        rows.map(|row| format!("<tr>{}</tr>\n", heads.iter().zip(&row).map(cell).collect::<String>())).collect();
    let head: String = heads.iter().map(|head| format!("<th>{head}</th>")).collect();
    match body.is_empty() {
        true => body,
        false => format!("<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n"),
    }
}

/// A text that may hold foreign words, kept from turning the direction of what stands around it.
fn foreign(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text, 2000).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
