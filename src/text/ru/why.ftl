## Почему мы так думаем. $days и подобные — готовые «23 дня»; даты — «25 марта».

why-quiet = Тихо { $days } { $stage ->
    [announced] с создания номера
    [accepted] между приёмом и экспортом
    [exported] между экспортом и импортом
    [imported] между импортом и таможней
    [customs] на таможне
    [released] после таможни
    [domestic] в пути по стране
    [out-for-delivery] у курьера
    [ready-for-pickup] в месте выдачи
    [returning] на обратном пути
   *[other] на этом этапе
}, обычно не дольше { $most }
why-usual = Всё в норме: { $days } { $stage ->
    [announced] с создания номера
    [accepted] между приёмом и экспортом
    [exported] между экспортом и импортом
    [imported] между импортом и таможней
    [customs] на таможне
    [released] после таможни
    [domestic] в пути по стране
    [out-for-delivery] у курьера
    [ready-for-pickup] в месте выдачи
    [returning] на обратном пути
   *[other] на этом этапе
}, обычно не дольше { $most }
why-unscanned = Номер есть уже { $days }, а сканов нет; обычно первый появляется за { $most }
# $look: откуда известно о молчании. $any: проверен ли хоть один из дней.
why-without-news = { $days } без новостей{ $look ->
    [once] : так говорит первый ответ, от { $on }; решат следующие
    [dark] {""}
    [not-asked] { $any ->
        [yes] , из них проверено { $looked }
       *[no] {""}
    }; перевозчиков ещё не спрашивали
    [no-answer] { $any ->
        [yes] , из них проверено { $looked }
       *[no] {""}
    }; перевозчиков спросили, ответа пока нет
   *[other] { $any ->
        [yes] , из них проверено { $looked }
       *[no] {""}
    }; ответов нет с { $on }
}
why-unlooked = { $look ->
    [not-asked] Перевозчиков ещё не спрашивали
    [no-answer] Перевозчиков спросили, ответа пока нет
   *[other] Ответов нет с { $on }
}
why-not-known = Перевозчик пока не знает этот номер{ $n ->
    [0] {""}
   *[other] : с его создания прошло { $days }
}, обычно он появляется не позже чем за { $most }
why-no-number = Заказу { $days }, а номера ещё нет
why-no-number-in-time = Заказу { $days }, а номера ещё нет; обычно продавец отправляет за { $most }
why-odds = Из 100 таких посылок пропадает { $never }
why-promise = { $by ->
    [carrier] Перевозчик
   *[other] Магазин
} обещал доставить до { $promised }; опоздание — { $days }
why-held = Таможня задержала посылку { $since }{ $reason }{ $sum }
why-held-until = Таможня задержала посылку { $since }{ $reason }{ $sum }; последний день оплаты — { $until }
why-refused = Таможня не пропустила посылку { $since }
why-changed = Молчит { $days }, с { $since }: после таможни { $flow ->
    [kept] этот же номер обычно отвечает у местной почты{ $carrier }
    [replaced] посылка обычно едет под новым номером{ $carrier }
    [ends] этот номер больше не отслеживается{ $carrier }
   *[other] номер часто меняется на местный{ $carrier }
}; { $looked ->
    [yes] новый номер искали и не нашли
   *[no] новый номер ещё не искали
}
why-ends = После границы эта доставка не отслеживается{ $service }: тишина здесь обычна
why-storage = Ждёт в месте выдачи до { $until } ({ $by ->
    [carrier] срок назвал перевозчик
   *[other] обычный срок хранения
}), в запасе { $days }
why-back = Едет обратно с { $since }{ $reason }
why-delivered = Вручено { $on }{ $place }
why-said-to-have-ended = { $status ->
    [delivered] Судя по всему, вручено { $on }{ $place }
    [returned] Судя по всему, вернулось отправителю { $on }{ $place }
   *[lost] Судя по всему, потеряно { $on }{ $place }
}, но это не точно: знаете только вы
why-dark = { $carrier } не отвечает программам: проверить можно только вручную{ $page }
why-wants-key = { $carrier } отвечает программам только по вашему ключу, а он не задан. Откуда он: posylka carrier show { $source }; записать его в config.toml, в [secrets.{ $source }]. Пока посмотреть можете только вы{ $page }
why-only-ordered = Трек-номера ещё нет: о заказе скажут сообщения и posylka event
why-nobodys = Чей это номер, неизвестно, поэтому спросить некого. Узнаете перевозчика: posylka link с --carrier. Помогут сообщения и posylka event; общий трекер может его знать{ $page }
why-blind = Не удаётся прочитать ответ { $carrier } уже { $days }{ $detail }
why-wrong-digit-in-short = Номер, похоже, с ошибкой: возможно, { $likely }
why-wrong-digit = Цифры номера { $number } не сходятся{ $unknown ->
    [yes] , и спрошенные перевозчики его не знают
   *[no] { "" }
}: возможно, верный { $likely }. Исправить: posylka link { $id } НОМЕР
why-at-forwarder = Пришла к вашему посреднику { $on }{ $place }. Когда её отправят дальше: posylka link { $id } НОМЕР; вместе с другими: posylka join { $id } ПОСЫЛКА --number НОМЕР
why-older = Скан { $event } старше заказа, сделанного { $ordered }: номер, похоже, от другой посылки
why-window = Спор можно открыть с { $opens } по { $closes }, в запасе { $days }
why-window-over = Срок для спора (с { $opens } по { $closes }) прошёл, просрочка — { $days }
why-protection = Защита покупателя до { $ends }, в запасе { $days }
why-protection-over = Защита покупателя кончилась { $ends }, { $days } назад
why-dates-missing = Срок защиты неизвестен: он указан на странице заказа
why-shipped = После отправки — { $days }
why-handover-open = Местный номер ещё не найден: посылка может ехать под ним
why-late-arrive = Из 100 опоздавших посылок за следующие 15 дней приходит { $percent }
why-said = Отмечено { $on }: состояние спора — «{ $state }»

# Откуда цифры: идёт следом за причиной
because-norm = Норма: { $norm }; источник: { $source }.
because-share = { $share ->
    [one] { $share } из 100 таких посылок проходит
   *[other] { $share } из 100 таких посылок проходят
} этот этап за { $most }.
because-norm-since = Последний скан — { $since }. Норма: { $norm }; источник: { $source }.
because-source = Источник: { $source }.

# Что говорит за номер, который кто-то назвал. $signs: «сообщение (2), события вовремя (2)».
evidence = За него говорят: { $signs }; вместе { $sum }, достаточно { $enough }.
naming-person = пользователь
naming-field = поле ответа
naming-hand-over = сообщение о передаче под этим номером
naming-rule = номер на границе не меняется
naming-text = текст события
naming-message = сообщение
naming-form = только вид номера
sign-time = события вовремя
sign-postcode = индекс получателя
sign-region = регион получателя
sign-weight = вес
sign-origin = страна отправления
sign-last-mile = служба, названная для доставки по стране
sign-sender = пишет сама служба
sign-second = второй свидетель
sign-awaited = у заказа не было номера
sign-letters = буквы в номере
