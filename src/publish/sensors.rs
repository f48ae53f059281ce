//! Parcels as sensors of a house: every message that should stand at a broker, as Home Assistant discovers them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::edition::published;
use crate::{
    app::{
        App,
        veil::Veil,
        views::{
            deadlines::{DeadlineView, deadlines},
            list::{self, Wanted},
            listed_parcel::{Group, ParcelView},
        },
    },
    config::Mqtt,
    model::Stage,
};

/// What stands at a topic; kept by the broker.
pub type Messages = BTreeMap<String, Vec<u8>>;

/// What a thing's availability says.
pub const ONLINE: &str = "online";
/// The same while nobody keeps it up to date; the broker says it where we went without a word.
pub const OFFLINE: &str = "offline";

/// Where everything stands.
#[derive(Debug, Clone)]
pub struct Topics {
    base: String,
    discovery: String,
    node: String,
}

impl Topics {
    /// As the configuration says.
    pub fn of(settings: &Mqtt) -> Topics {
        let (base, discovery) = (settings.topic.clone(), settings.discovery.clone());
        Topics { node: base.replace('/', "_"), base, discovery }
    }

    /// Where it is said whether sensors are up to date.
    pub fn availability(&self) -> String {
        format!("{}/availability", self.base)
    }

    /// All there can be of ours, as filters of a broker.
    pub fn ours(&self) -> [String; 2] {
        [format!("{}/#", self.base), self.announced("+")]
    }

    fn announced(&self, object: &str) -> String {
        format!("{}/sensor/{}/{object}/config", self.discovery, self.node)
    }

    fn state(&self, object: &str) -> String {
        format!("{}/{object}", self.base)
    }
}

/// Everything that should stand at the broker now, but for the availability.
pub fn messages(app: &mut App, settings: &Mqtt) -> anyhow::Result<Messages> {
    app.see_for_others(&settings.people)?;
    app.show_as(settings.shown());
    let (ids, veil, topics) = (published(app)?, app.veil()?, Topics::of(settings));
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut parcels = list::list(app, &Wanted::every(false))?.parcels;
    parcels.retain(|it| ids.contains(&it.id) && it.group != Group::Over);
    parcels.iter_mut().for_each(|it| veil.over(it));
    let mut days = deadlines(app)?.deadlines;
    days.retain(|it| ids.contains(&it.parcel.to_string()));
    days.iter_mut().for_each(|it| it.what = veil.words(&it.what));
    let mut all = Vec::new();
    for parcel in &parcels {
        let object = format!("parcel_{}", parcel.id);
        let topic = topics.state(&format!("parcel/{}", parcel.id));
        let options: Vec<&str> = Stage::ALL.iter().map(|it| it.word()).collect();
        let own = json!({
            "name": parcel.title,
            "value_template": "{{ value_json.stage }}",
            "device_class": "enum",
            "options": options,
            "icon": "mdi:package-variant-closed",
        });
        all.push((topics.announced(&object), sensor(app, &topics, &object, &topic, own)));
        all.push((topic, said(app, &veil, parcel)));
    }
    all.extend(summary(app, &topics, &parcels, &days));
    Ok(all.into_iter().map(|(topic, value)| (topic, value.to_string().into_bytes())).collect())
}

/// A sensor as it is announced: what is its own, and what all of ours have.
fn sensor(app: &App, topics: &Topics, object: &str, state: &str, own: Value) -> Value {
    let name = format!("{}_{object}", topics.node);
    let mut device = json!({
        "identifiers": [topics.node],
        "name": "posylka",
        "manufacturer": "posylka",
        "sw_version": env!("CARGO_PKG_VERSION"),
    });
    if let Some(url) = &app.setup.config.web.url {
        device["configuration_url"] = json!(url);
    }
    let mut whole = json!({
        "unique_id": name,
        "default_entity_id": format!("sensor.{name}"),
        "state_topic": state,
        "json_attributes_topic": state,
        "availability_topic": topics.availability(),
        "device": device,
        "origin": { "name": "posylka", "sw_version": env!("CARGO_PKG_VERSION") },
    });
    if let (Some(whole), Value::Object(own)) = (whole.as_object_mut(), own) {
        whole.extend(own);
    }
    whole
}

/// What a sensor says of its parcel.
fn said(app: &App, veil: &Veil, parcel: &ParcelView) -> Value {
    let number = parcel.number_in_use();
    let event = parcel.last_event.as_ref();
    json!({
        "stage": parcel.stage,
        "where": parcel.stage_in_words(app),
        "title": parcel.title,
        "verdict": parcel.verdict,
        "needs_you": parcel.group == Group::NeedsYou,
        "to_do": parcel.to_do(app).map(|it| veil.words(&it)),
        "act_by": parcel.dispute.act_by,
        "flags": parcel.flags,
        "number": number.map(|it| &it.number),
        "carrier": number.map(|it| app.setup.name_of(&it.carrier.as_str().into())),
        "last_event": event.map(|it| veil.words(&it.what(app))),
        "last_place": event.map(|it| &it.told.place),
        "last_at": event.map(|it| format!("{}{}", it.told.wall, it.told.offset.as_deref().unwrap_or_default())),
        "protection_ends": parcel.protection_ends,
        "days_without_news": parcel.pace.map(|it| it.days),
    })
}

/// How many are on their way, how many need somebody, and which day is next.
fn summary(app: &App, topics: &Topics, parcels: &[ParcelView], days: &[DeadlineView]) -> Vec<(String, Value)> {
    let state = topics.state("summary");
    let needing: Vec<&ParcelView> = parcels.iter().filter(|it| it.group == Group::NeedsYou).collect();
    let (next, count) = (days.first(), |field: &str| format!("{{{{ value_json.{field} }}}}"));
    let counted = |id: &str, field: &str, icon: &str| json!({ "name": app.label(id), "value_template": count(field), "state_class": "measurement", "icon": icon });
    let day = json!({
        "name": app.label("sensor-next-deadline"),
        "value_template": count("next_deadline"),
        "device_class": "date",
        "icon": "mdi:calendar-alert",
    });
    let own = [
        ("in_flight", counted("sensor-in-flight", "in_flight", "mdi:truck-delivery")),
        ("needs_you", counted("sensor-needs-you", "needs_you", "mdi:account-alert")),
        ("next_deadline", day),
    ];
    let said = json!({
        "in_flight": parcels.len(),
        "needs_you": needing.len(),
        "parcels": needing.iter().map(|it| &it.title).collect::<Vec<_>>(),
        "next_deadline": next.map(|it| it.day),
        "what": next.map(|it| &it.what),
    });
    let announced = own.map(|(object, own)| (topics.announced(object), sensor(app, topics, object, &state, own)));
    announced.into_iter().chain([(state, said)]).collect()
}
