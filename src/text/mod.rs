//! All wording, Russian and English.
