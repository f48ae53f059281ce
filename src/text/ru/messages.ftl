# Сообщения: что в них прочитано, чьи они и что в них подозрительно. Ссылок из сообщений здесь не бывает.
message-until = хранится до { $what }
message-duty = к оплате { $what }
message-duty-by = оплатить до { $what }
message-promised = обещают к { $what }
message-shipped = отправлено продавцом { $what }
message-last-mile = доставит { $what }
message-number = номер { $what }
message-order = заказ { $what }

fit-said = указано вручную
fit-number = номер { $what }
fit-order = заказ { $what }
fit-carrier = есть номер этого перевозчика ({ $what })
fit-last-mile = по стране её доставит { $what }
fit-shop = куплено в { $what }
fit-weight = вес { $what } г
fit-postcode = индекс { $what }
fit-awaits = прошла таможню, новый номер ещё не известен
fit-time = подходит по времени
fit-joinable = рядом заказ { $what } — он у посылки { $other }; если это одно и то же, их можно объединить: `posylka join`

suspicion-sender = Похоже на подделку: пишут от имени «{ $claims }», а отправитель — { $from }.
suspicion-link = Похоже на подделку: пишут от имени «{ $claims }», а ссылка ведёт на { $from }.
suspicion-forged = Похоже на подделку: почтовый сервер отметил, что адрес «{ $claims }» подделан.
suspicion-lure = Похоже на подделку: отправитель неизвестен, а просят денег, код или адрес{ $from }.
suspicion-advice = Ни по каким ссылкам из него переходить и ничего платить не стоит. Из сообщения взяты разве что номера, и каждый будет проверен.

ingest-nothing = { $from }: о посылках здесь ничего нет.
ingest-crowded = { $from }: номеров здесь слишком много для одного сообщения, это какой-то список. Ничего не сделано; посылки добавляет `posylka add -`.
ingest-known = { $from }: это сообщение уже учтено (посылка { $ids }).
ingest-told = { $from }: { $what }. Посылка { $id } «{ $title }»: { $because }.
ingest-idle = { $from }: { $what }. Посылка { $id } «{ $title }»: { $because }. Нового для неё здесь ничего нет.
ingest-not-understood = { $from }: { $what }. Посылка { $id } «{ $title }»: { $because }. Что с ней, из сообщения понять не удалось: прочтите его сами, а записать можно через `posylka event`.
ingest-mixed = { $from }: { $what }. Посылка { $id } «{ $title }»: { $because }. О каком из номеров это сказано, понять нельзя, поэтому ничего не учтено. Если и другой номер этой посылки: `posylka link { $id } НОМЕР`, и передайте сообщение ещё раз; если сказано о ней: `posylka event { $id } СТАТУС`.
ingest-too-old = { $from }: { $what }. Посылка { $id } «{ $title }»: { $because }. Это старше, чем может быть посылка, и потому не учтено.
ingest-dry = { $from }: { $what }. Было бы отнесено к посылке { $id } «{ $title }»: { $because }.
ingest-unsure = { $from }: { $what }. Чья это посылка? Повторите с --parcel:
ingest-nobody = { $from }: { $what }. Ни одна посылка не подходит. Укажите её через --parcel или добавьте: `posylka add { $add }`
ingest-candidate = --parcel { $id }   { $title }: { $because }
ingest-elsewhere = Номер { $number } — у посылки { $id }. Если это одна и та же посылка, их можно объединить: `posylka join`.
ingest-unreadable = { $from }: не прочитано ({ $why }).
ingest-waits = Вставьте текст СМС или письма и нажмите Ctrl-D на новой строке; Ctrl-C — ничего не делать
ingest-stdin = сообщение
ingest-text = номер или заказ

notice-message-title = чьё это сообщение?
notice-message = Пришло сообщение{ $from }: { $what }. К какой посылке его отнести, неясно.
notice-message-cure = Подскажите: posylka ingest { $file } --parcel НОМЕР
notice-message-cure-mail = Подскажите: сохраните письмо и передайте его posylka ingest --parcel НОМЕР
notice-unread-title = сообщение не понято
notice-unread = Пришло сообщение{ $from } об этой посылке, но что с ней, понять не удалось: прочтите его сами, а записать можно через `posylka event`.
notice-unread-cure = Что из него прочитано: posylka ingest { $file } --dry-run
notice-unread-cure-mail = Что из него прочитано: сохраните письмо и передайте его posylka ingest --dry-run
message-off = { $reason ->
    [refunded] деньги возвращены или возвращаются
   *[other] заказ отменён
 }
notice-order-off-title = заказ отменён
notice-order-off = { $reason ->
    [refunded] Магазин сообщил ({ $on }), что деньги возвращены или возвращаются. Проверьте, что они пришли.
   *[other] Магазин сообщил ({ $on }), что заказ отменён. Если он оплачен, проследите, чтобы деньги вернулись.
 }
