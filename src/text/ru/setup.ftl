## Команда `setup` и что делать, если способ не работает.

setup-no-terminal = Отвечать некому, поэтому ничего не настроено. Впишите [notify.{ $channel }] в { $path } сами: { $keys }; и назовите "{ $channel }" в [notify] channels. Потом проверьте: posylka notify test { $channel }
setup-there = { $channel } уже настроен:
setup-anew = Настроить заново?
setup-first = Сейчас уведомления идут сюда: { $others }. Слать их сначала на { $channel }? Если нет, он выручит, когда не сработает остальное.
setup-would = Вот что изменилось бы в { $path }:
setup-would-secret = Секрет лёг бы в { $path }; читать его сможете только вы.
setup-trying = Отправляю пробное уведомление: { $channel }…
setup-keep = Пока не работает. Всё равно записать?
setup-nothing = Ничего не записано.
setup-written = Записано: { $path }
setup-reload = Демон прочтёт это после команды: systemctl --user reload posylka
setup-changed = Тем временем { $path } изменился, поэтому ничего не записано. Начните заново.

setup-email-address = Ваш адрес почты:
setup-email-no-address = { $text } — не адрес почты; адрес выглядит так: ivan@example.org
setup-email-server = Сервер, который отправляет вашу почту, например smtp.example.org или smtp.example.org:587:
setup-email-app = { $name } ({ $server }) принимает от программ только отдельный пароль. Создайте его здесь: { $page }
setup-email-own = { $name } ({ $server }) принимает обычный пароль, если почтовым программам разрешён доступ. Разрешите здесь: { $page }
setup-email-bridge = { $name } должен работать на этом компьютере ({ $server }). Пароль для программ показывает он: { $page }
setup-email-password = Пароль (на экране не виден):
setup-email-to = Кому слать уведомления? Enter — { $address }

setup-telegram-how = Откройте в Telegram @BotFather, отправьте /newbot и выберите имя. В ответ придёт токен.
setup-telegram-token = Токен (на экране не виден):
setup-telegram-no-bot = Telegram не принял токен: { $error }. Скопируйте его у @BotFather ещё раз, целиком: 123456789:AAE…
setup-telegram-far = Telegram недоступен: { $error }
setup-telegram-proxy = Прокси до него, например socks5h://127.0.0.1:1080; Enter — закончить:
setup-telegram-write = Теперь откройте https://t.me/{ $name } и напишите боту что угодно. Жду…
setup-telegram-you = { $name } пишет «{ $text }». Это вы?
setup-telegram-nobody = За пять минут боту никто не написал, поэтому ничего не настроено. Напишите ему и начните заново.

setup-ntfy-topic = Имя темы; кто его знает, тот её и читает. Enter — { $topic }
setup-ntfy-token = Токен доступа, если сервер его требует (на экране не виден); Enter — без него:
setup-ntfy-subscribe = Подпишитесь сейчас на { $topic } в приложении ntfy или откройте { $page }

setup-vk-how = Создайте сообщество во ВКонтакте. В разделе «Управление → Работа с API» создайте ключ с правом на сообщения. Потом напишите сообществу что угодно, иначе оно не сможет вам ответить.
setup-vk-token = Ключ сообщества (на экране не виден):
setup-vk-peer = Номер вашей страницы, как в vk.com/id123456:
setup-vk-no-peer = { $text } — не номер страницы. Он есть в настройках, например id123456

cure-email-refused = Проверьте адрес и пароль. Mail.ru, Яндекс и Gmail принимают от программ только отдельный пароль: posylka setup email
cure-email-unreachable = Проверьте сервер и порт. Некоторые провайдеры закрывают почтовые порты; тогда поможет прокси: proxy = "socks5h://…" в [notify.email]
cure-telegram-refused = Проверьте токен и напишите боту хоть раз, иначе он не может писать вам: posylka setup telegram
cure-telegram-unreachable = В России Telegram часто недоступен. Впишите прокси: proxy = "socks5h://…" в [notify.telegram]
cure-ntfy-refused = Проверьте тему; свой сервер может требовать токен: posylka setup ntfy
cure-ntfy-unreachable = Проверьте сервер в [notify.ntfy] base_url и связь.
cure-vk-refused = Проверьте ключ и его право на сообщения и напишите сообществу хоть раз, иначе оно не может писать вам: posylka setup vk
cure-vk-unreachable = Проверьте связь и попробуйте ещё раз: posylka notify test vk

fault-unreachable = не достучаться: { $why }
fault-refused = отказ: { $why }
