## The command `setup`, and what helps where a channel does not work.

setup-no-terminal = Nobody is here to answer, so nothing was set up. Add [notify.{ $channel }] to { $path } by hand: { $keys }, and name "{ $channel }" in [notify] channels. Then try it: posylka notify test { $channel }
setup-there = { $channel } is set up already:
setup-anew = Set it up anew?
setup-first = Notices go to { $others } now. Should they go to { $channel } first? Otherwise it takes over where { $others } fails.
setup-would = This would change in { $path }:
setup-would-secret = The secret would be kept in { $path }, which only you can read.
setup-trying = Sending a trial notice by { $channel }…
setup-keep = It does not work yet. Write it down all the same?
setup-nothing = Nothing was written.
setup-written = Written: { $path }
setup-reload = The daemon reads it after: systemctl --user reload posylka
setup-changed = { $path } was changed meanwhile, so nothing was written. Begin again.

setup-email-address = Your e-mail address:
setup-email-no-address = { $text } is no e-mail address; it looks like ivan@example.org
setup-email-server = The server that sends your mail, as smtp.example.org, or smtp.example.org:587:
setup-email-app = { $name } ({ $server }) takes only a password made for programs. Make one here: { $page }
setup-email-own = { $name } ({ $server }) takes your usual password once mail programs are allowed here: { $page }
setup-email-bridge = { $name } has to run on this machine ({ $server }). It shows the password for programs: { $page }
setup-email-password = Password (it does not show):
setup-email-to = Who is to get the notices? Enter: { $address }

setup-telegram-how = Open @BotFather in Telegram, send /newbot, and choose a name. It answers with a token.
setup-telegram-token = Token (it does not show):
setup-telegram-no-bot = Telegram did not take the token: { $error }. Copy it once more from @BotFather, whole, as 123456789:AAE…
setup-telegram-far = Telegram cannot be reached: { $error }
setup-telegram-proxy = A proxy to it, as socks5h://127.0.0.1:1080; Enter to stop:
setup-telegram-write = Now open https://t.me/{ $name } and write anything to the bot. Waiting…
setup-telegram-you = { $name } wrote "{ $text }". Is that you?
setup-telegram-nobody = Nobody wrote to the bot in five minutes, so nothing was set up. Write to it, then begin again.

setup-ntfy-topic = A name for the topic; whoever knows it reads it. Enter: { $topic }
setup-ntfy-token = Access token, if the server wants one (it does not show); Enter if not:
setup-ntfy-subscribe = Subscribe to { $topic } in the app ntfy now, or open { $page }

setup-vk-how = Make a community in VK. Under Manage, API usage, make a key with the right to messages. Then write anything to the community, so that it may answer you.
setup-vk-token = The community's key (it does not show):
setup-vk-peer = The number of your page, as in vk.com/id123456:
setup-vk-no-peer = { $text } is no number of a page. It is under Settings, as id123456

cure-email-refused = Check the address and the password. Mail.ru, Yandex and Gmail take only a password made for programs: posylka setup email
cure-email-unreachable = Check the server and its port. Some providers block mail ports; a proxy helps then: proxy = "socks5h://…" in [notify.email]
cure-telegram-refused = Check the token, and write to the bot once, or it may not write to you: posylka setup telegram
cure-telegram-unreachable = Telegram is often out of reach in Russia. Give it a proxy: proxy = "socks5h://…" in [notify.telegram]
cure-ntfy-refused = Check the topic; a server of your own may want a token: posylka setup ntfy
cure-ntfy-unreachable = Check the server in [notify.ntfy] base_url, and the connection.
cure-vk-refused = Check the key and its right to messages, and write to the community once, or it may not write to you: posylka setup vk
cure-vk-unreachable = Check the connection; then try again: posylka notify test vk

fault-unreachable = not reachable: { $why }
fault-refused = refused: { $why }
