## Командная строка и демон. Новые строки — в свой раздел, в оба языка, с теми же переменными.

## list
list-id = №
list-title = Посылка
list-stage = Где
list-verdict = Что с ней
list-number = Номер
list-received = Получена вами { $on }
list-with-you = у вас
list-unheard = ещё не смотрели
list-empty = Посылок пока нет. Добавить: posylka add НОМЕР
list-more = { $count ->
    [one] Ещё { $count } не показана.
    [few] Ещё { $count } не показаны.
   *[many] Ещё { $count } не показано.
}
list-hidden = { $count ->
    [one] Ещё { $count } в архиве или давно завершена: posylka list --all
    [few] Ещё { $count } в архиве или давно завершены: posylka list --all
   *[many] Ещё { $count } в архиве или давно завершено: posylka list --all
}

list-pace = Дни
list-pace-working = раб.
list-none-fits = Таких посылок в списке нет. Искать и среди давних: posylka list --all СЛОВА
list-as-of = { $at }; меняется само, выход — Ctrl-C
status-unwatched = никто не следит

## Как пишут значения

## Настройки с ошибкой
slip-config = { $wrong }. Пока это не исправлено, не действует: { $aside }
slip-all = весь файл
slip-files = { $wrong }. Пока это не исправлено, ваши описания и правила не действуют

## notify, restore и что имелось в виду
did-you-mean = Может быть, { $meant }?
link-order = { $order } — номер заказа, а не трек-номер. Записать, что это заказ этой посылки: posylka edit { $id } --order-id { $order }
notify-test-title = Проба
notify-test-body = Это пробное уведомление posylka: если вы его видите, всё работает.
notify-arrived = { $channel }: отправлено. Если не пришло, посмотрите в спаме и в настройках самого { $channel }
notify-failed = { $channel }: не вышло: { $error }
notify-none = Способов нет. Впишите хотя бы один в [notify] channels: desktop, command, ntfy, telegram, vk, email или webhook
notify-no-channel = { $channel } не настроен; есть: { $known }
restore-none = Файла { $path } нет
restore-done = { $count ->
    [one] База восстановлена из { $path }: { $count } посылка
    [few] База восстановлена из { $path }: { $count } посылки
   *[many] База восстановлена из { $path }: { $count } посылок
}
restore-kept = Прежняя база лежит рядом: { $path }
service-is = { $unit }: { $state }
remove-would = Была бы убрана посылка { $id } ({ $title }); ничего не изменено
remove-would-forget = Была бы забыта посылка { $id } ({ $title }), вместе с досье и в копиях, без возможности вернуть; ничего не изменено
archive-would = Посылка { $id } ({ $title }) ушла бы в архив; ничего не изменено
unarchive-would = Посылка { $id } ({ $title }) вернулась бы из архива; ничего не изменено
unlink-would = У посылки { $id } был бы убран номер { $number }; ничего не изменено

## show
show-number = Номер
show-carrier = Перевозчик
show-role = Роль
show-state = Состояние
show-asked = Спрашивали
show-when = Когда
show-there = { $here } (там { $there })
show-what = Что
show-where = Где
show-source = Источник
show-by-user = с ваших слов
show-notices = Уведомления
show-advice = Что делать
order-id = Заказ
order-shop = Магазин
order-seller = Продавец
order-price = Цена
order-ordered = Куплено
order-shipped = Отправлено
order-promised = Обещано
order-protection = Защита до

## explain
explain-verdict = Вывод
explain-changes = Вывод сам изменится { $at }

## status
status-daemon-alive = Демон работает с { $since }, последний обход { $tick }
status-alone = Никто из перевозчиков не доступен с { $since }: вероятно, дело в нашей связи
status-daemon-pulseless = Демон работает; когда был последний обход, отсюда не видно
status-nobody-watches = Никто не следит: демон не работает. Чтобы следил: posylka service install
status-rounds = Демон не работает; последний обход check-now: { $at }
status-rounds-ended = Никто не следит: последний обход check-now был { $at }. Чтобы следил демон: posylka service install
status-parcels = Посылки
status-total = всего
status-needs-you = Нужно ваше участие
status-needs-nobody = Ничего делать не нужно

## number
number-candidate = Что это может быть
number-rule = Правило
number-confidence = Уверенность
number-flow = На границе
number-role = Роль
number-nothing = На известные номера не похоже
hint-cyrillic = Русские буквы заменены похожими латинскими
hint-check-digit = Контрольная цифра не сходится: возможно, опечатка
hint-order-number = Похоже на номер заказа, а не на трек-номер

## carrier
carrier-id = Источник
carrier-of = Перевозчик
carrier-name = Название
carrier-access = Доступ
carrier-evidence = На чём основано
carrier-page = Страница

## dispute
dispute-parcel = Посылка
dispute-action = Что делать
dispute-act-by = Не позднее
dispute-window = Открыть можно
dispute-window-span = с { $opens } по { $closes }
dispute-window-until = по { $closes }, по указанной вами дате; с какого дня — видно на странице заказа
dispute-state = Состояние

## add, link, unlink, remove
add-nothing = Добавлять нечего: нужен трек-номер или --order для заказа без номера
number-length = «{ $text }» — не трек-номер: в них от 4 до 50 знаков
number-character = «{ $text }» — не трек-номер: знака «{ $character }» в них не бывает
add-no-shop = Магазина { $shop } нет; есть: { $known }
add-known = { $number } уже отслеживается: посылка { $id }
add-waits = Заказ { $order } уже отслеживается: посылка { $id }; дать ей номер: posylka link { $id } { $number }
add-whose = Не удалось узнать, чей это номер: { $number }. Перевозчика можно назвать через --carrier, список: posylka carrier list
link-corrected = Номер { $wrong } был записан с ошибкой: теперь посылка { $id } идёт под { $right }
add-near = { $number } отличается только опиской от { $near } посылки { $id }, которого перевозчик не знает. Если это тот же номер, но верный: posylka undo, затем posylka link { $id } { $number } --instead-of { $near }
link-known = { $number } уже отслеживается: посылка { $other }. Если они едут вместе: posylka join { $id } { $other }
unlink-none = У посылки нет номера { $number }
remove-done = Посылка { $id } ({ $title }) убрана. До { $until } её можно вернуть: posylka undo { $id }. Потом она будет забыта
remove-forgotten = Посылка { $id } ({ $title }) забыта. Это отменить нельзя
which-none = Нет посылки с таким id, номером или названием: «{ $what }».{ $meant }
which-several = Под «{ $what }» подходят несколько посылок: { $ids }
hint-repairs = Контрольная цифра не сходится, возможно, опечатка; с верной цифрой было бы { $repairs }

## explain, continued
explain-in-answer = { $by }, в ответе о { $of }
explain-unasked = ещё не спрашивали
explain-needs-carrier = { $carrier } спрашивает, чей это номер { $number }: назовите перевозчика командой posylka link { $id } { $number } --carrier НАЗВАНИЕ
explain-needs-postcode = { $carrier } показывает { $number } только по индексу получателя: посмотрите сами{ $page }
explain-needs-phone = { $carrier } показывает { $number } только по телефону получателя: посмотрите сами{ $page }
explain-wants-code = { $who } спрашивает, чей это номер { $number }: posylka edit { $id } --carrier { $source }:КОД. Его коды: { $from }
explain-wants-code-of-one = { $who } спрашивает, чей это номер { $number }: posylka link { $id } { $number } --carrier { $source }:КОД. Его коды: { $from }
explain-wants-postcode = { $carrier } показывает { $number } только по индексу получателя: posylka edit { $id } --postcode ИНДЕКС
explain-witness = { $number } ({ $carrier }): { $state }; кем назван: { $by }, { $on }; последний ответ: { $outcome }
explain-next-look = Следующий опрос перевозчиков: { $at }
contradicted-origin = посылка из другой страны
contradicted-destination = посылка в другую страну
contradicted-taken = под ним уже едет другая ваша посылка
proposed-dates = пока видна только чужая старая посылка под этим номером
proposed-doubt = судя по её событиям, посылка чужая
proposed-little = служба его знает, но почти ничто не говорит, что это ваша посылка
proposed-others = служба его знает; ждём ответов по другим номерам
contradicted-dates = его события старше этой посылки
contradicted-weight = вес другой
contradicted-postcode = индекс другой

## carrier, continued
carrier-evidence-recorded = записанные ответы
carrier-evidence-documented = документация
carrier-evidence-inferred = чужой опыт
carrier-asked = Опрос
carrier-asked-yes = да
carrier-asked-no = нет
carrier-unknown = Источника { $id } нет.{ $meant } Есть: { $known }
carrier-hosts = Узлы
carrier-secrets = Нужные ключи
carrier-origin = Откуда
carrier-nobody = Перевозчика «{ $carrier }» нет.{ $meant } Есть: { $known }. Чужой номер никто не спросит: такую посылку можно добавить по заказу, через --order
code-source = Источник { $source } не принимает код перевозчика; принимают: { $known }
code-shape = «{ $code }» — не код у { $source }. Его коды: { $from }
code-wanted = Напишите, как перевозчика называет источник, например 17track:3011; номер перевозчика «{ $carrier }» добавляет posylka link
code-no-number = У { $source } не спрашивают ни одного номера посылки { $id }; добавьте его: posylka link { $id } НОМЕР --carrier { $source }:{ $code }
code-which-number = У { $source } спрашивают несколько номеров посылки { $id }; скажите, какой: posylka link { $id } НОМЕР --carrier { $source }:{ $code }
carrier-last-good = Последний ответ
carrier-failures = Неудач
carrier-health = Как дела
carrier-drift = За последнее время
health-good = последний хороший ответ { $at }
health-never = хорошего ответа ещё не было
health-failures = { $count ->
    [one] { $count } неудача с { $since }
    [few] { $count } неудачи подряд с { $since }
   *[other] { $count } неудач подряд с { $since }
  }
health-unknown = не понято: { $codes }
health-drift = из последних строк ({ $rows }): с неизвестным кодом { $unknown } %, не читаются { $bad } %, с новыми словами { $new } %; вид ответа { $shape } с { $since }
carrier-status = Наш статус
carrier-code = Код
carrier-text = Их слова
carrier-other = Назван ещё номер { $number } ({ $carrier }), место: { $place }
carrier-batch = В ответе несколько номеров; выберите один через --number: { $numbers }

## dispute, status, service, demo
dispute-written = Досье лежит в { $folder }
status-owed = { $count ->
    [one] { $channel }: ждёт отправки { $count } уведомление
    [few] { $channel }: ждут отправки { $count } уведомления
   *[other] { $channel }: ждут отправки { $count } уведомлений
  }
status-undelivered = { $count ->
    [one] не доставлено { $count } уведомление: { $error }
    [few] не доставлены { $count } уведомления: { $error }
   *[other] не доставлено { $count } уведомлений: { $error }
  }
clock-runs = Задана POSYLKA_CLOCK: часы условные, сейчас { $now }, скорость ×{ $rate }. Наружу ничего не уходит: доступен только этот компьютер.
clock-leaps = Задана POSYLKA_CLOCK: часы условные, сейчас { $now }, и скачут они от события к событию. Наружу ничего не уходит: доступен только этот компьютер.
service-wrote = Записано: { $what }
service-unchanged = Уже как надо: { $what }
service-removed = Удалено: { $what }
service-absent = Нет файла { $what }
service-ran = Выполнено: { $what }
service-failed = Не вышло: { $what }: { $said }
service-no-systemctl = Здесь нет systemctl. Запустить вручную: { $what }
demo-look-around = Осмотреться: { $command }

## doctor, capture, install
doctor-fine = хорошо
doctor-warning = взгляните
doctor-broken = сломано
doctor-config = Настройки
doctor-backup = Копии базы
doctor-database = База
doctor-carriers = Своё описание
doctor-daemon = Демон
doctor-secret = Ключ
doctor-exposed = Файл с ключом могут прочитать другие:
doctor-desktop = Уведомления рабочего стола
doctor-no-desktop = в этом сеансе никто не показывает уведомления; они ждут в очереди
doctor-command = Программа для уведомлений
capture-read = Прежде чем показывать кому-либо, прочтите: не у всех перевозчиков известны поля с людьми.
capture-later = Этот источник можно спросить снова после { $at }
install-hosts = будет спрашивать ещё и: { $names }
install-secrets = попросит ещё и: { $names }
ask-yes-no = [д/Н]
ask-yes = д да y yes
install-ask = Положить на место?
install-not = Ничего не изменено; чтобы продолжить, ответьте «да» в терминале или добавьте --yes
install-done = На месте; работающий демон увидит их после: systemctl --user reload posylka
dispute-to-seller = Сообщение продавцу:

# Домашние.
person-nobody = Никого дома не зовут «{ $name }». Есть: { $known }. Имя добавляется в настройки как [people.{ $name }].
person-nobody-yet = В настройках ещё никто не назван. Добавьте [people.{ $name }], и имя «{ $name }» можно будет указывать.
give-to-nobody = Укажите, чья она теперь: хотя бы одно имя.
sign-in-several = Устройство или токен принадлежит одному человеку. Укажите --for один раз.
for-not-here = Эта команда — для всего дома: уберите --for.

## Что говорит система о файлах и связи.
system-not-found = такого файла или папки нет
system-denied = нет права читать или писать
system-exists = уже существует
system-full = на диске нет места
system-folder = это папка
system-no-folder = это не папка
system-read-only = туда нельзя писать
system-refused = там никто не отвечает
system-timed-out = ответа вовремя нет
system-no-network = сеть недоступна
