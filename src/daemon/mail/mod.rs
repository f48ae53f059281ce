//! Messages that come in by themselves: a folder of files, a Maildir, a folder of a mail account.

pub mod take;
