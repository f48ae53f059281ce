## Ways out to the user: summary, "alive", buttons, the commands ack, mute, snooze, backup, check, export.

summary-title = { $count ->
    [one] { $count } piece of news of your parcels
   *[other] { $count } pieces of news of your parcels
  }
summary-more = and { $count } more: posylka list
reminder-title = Reminder: { $title }

alone-title = No carrier can be reached
alone = Nobody has answered since { $since }. Probably the connection, a VPN or a proxy; posylka goes on trying. Until then nothing is known of your parcels, but their deadlines are told.
in-reach-title = Carriers answer again
in-reach = Nobody had answered since { $since }. What was missed is being asked for now.
channel-fails-title = { $channel } delivers nothing
channel-fails = Nothing gets through by { $channel } since { $since }{ $detail }. Until it does, another way tells you everything. How it does: posylka doctor.
channel-back-title = { $channel } delivers again
channel-back = Notices come by { $channel } again.

broker-fails-title = Home Assistant is not told of your parcels
broker-fails = The broker does not answer since { $since }{ $detail }. See whether it runs and what [mqtt] says; posylka goes on trying.
broker-back-title = Home Assistant is told of your parcels again
broker-back = The broker answers again. Every sensor is up to date.
folder-fails-title = Published files are not up to date
folder-fails = The folder takes no files since { $since }{ $detail }. Make room or bring the folder back; what is missing is written by itself then.
folder-back-title = Published files are up to date again
folder-back = The folder takes files again. What was missing is in it.

alive-title = posylka is on watch
alive = { $count ->
    [0] No parcel is under way.
    [one] { $count } parcel is watched.
   *[other] { $count } parcels are watched.
  }
alive-next = The next deadline is { $on }, { $title }.
alive-no-next = There is no deadline yet.

button-show = Open the page
button-snooze = Not for a day
button-draft = Draft the dispute
button-join = Make one parcel of them
button-ack = Seen

ack-done = { $count ->
    [one] Noted: { $count } reminder is off.
   *[other] Noted: { $count } reminders are off.
  }
ack-nothing = There was no reminder.
mute-until = "{ $title }": silent until { $until }; last days are told all the same. Undo: posylka mute { $id } --off
mute-forever = "{ $title }": silent from now on; last days are told all the same. Undo: posylka mute { $id } --off
mute-off = "{ $title }": notices come again.
mute-was-off = "{ $title }": notices were coming all along.
mute-past = { $until } is over; name a day to come
snooze-wrong = "{ $text }" is no span of time; for example: 12h, 3d, 2w

backup-fails-title = No copy of the database
backup-fails = The last copy of the database is of { $since }{ $detail }. A new try comes every hour. How it does: posylka doctor.
backup-back-title = Copies of the database again
backup-back = The database was copied again.
backup-last = Last copy of the database: { $last }, { $file }
backup-none-yet = There is no copy of the database yet. The daemon writes the first one as soon as it runs.
backup-never = No copy of the database could be written: { $error }
backup-behind = The last copy of the database is of { $last }. Since then none could be written: { $error }
backup-exists = { $path } is there already; name a file that is not
backup-done = The copy is written and checked: { $path }
backup-broken = The copy { $path } is not sound: { $faults }

check-sound = The database is sound: { $path }, schema { $schema }
check-fault = Fault: { $what }
check-stale = { $count ->
    [one] { $count } number should have been asked for long ago, since { $since }
   *[other] { $count } numbers should have been asked for long ago, the first since { $since }
  }
check-stuck = { $channel }: the oldest undelivered notice has been waiting since { $since }
check-silent = The source { $source } has been silent since { $since }

status-reminders = { $count ->
    [one] { $channel }: { $count } reminder is arranged. To stop it: posylka ack
   *[other] { $channel }: { $count } reminders are arranged. To stop them: posylka ack
  }
doctor-delivered = last delivered { $at }
doctor-never-delivered = nothing delivered yet
status-muted = Muted: { $ids }
doctor-channel = Notices
doctor-no-channel = there is no way out, nobody is told anything; name one at least in [notify] channels

# What to do about a source that does not answer
cure-blocked = another address may help (a Russian one with Russian sites): without a VPN, or through a proxy, [carriers.{ $id }] proxy = "socks5h://..."
cure-cut = the provider seems to cut answers of foreign hosts near 16 KB; a proxy helps: [carriers.{ $id }] proxy = "socks5h://..."
