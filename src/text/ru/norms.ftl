## Нормы: причины, которые на них держатся, и то, что говорят `norms`, `stats` и `explain`.

working-days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
   *[many] { $n } рабочих дней
}
because-own = { $n ->
    [one] Учтена { $n } ваша посылка.
    [few] Учтены { $n } ваши посылки.
   *[many] Учтено { $n } ваших посылок.
}
why-may-go-back = Из 100 посылок, опоздавших больше чем на { $days }, { $percent } едут обратно; проверить это пока не удалось
why-may-go-back-looked = Из 100 посылок, опоздавших больше чем на { $days }, { $percent } едут обратно; при последней проверке { $looked } возврата не было
why-too-long = В пути уже { $days }: что не пришло за { $lost }, то не приходит
why-did-you-get-it = Прошло { $days }, обычно хватает { $most }: посылка у вас?
why-too-fast = От отправки до вручения — { $days }, а быстрее чем за { $least } оттуда не приходит ничего: номер, похоже, от другой посылки
why-weighs-other = Под одним номером { $grams } г, под другим { $other } г: похоже, это две разные посылки
why-bound-elsewhere = Перевозчик везёт посылку в { $country }, а не в { $home }: похоже, номер или адрес не тот
why-came-elsewhere = Посылка там, где { $place }, а индекс получателя — { $postcode }
why-duty-ahead = Заказ стоит { $price }, больше { $free } евро: на границе около { $duty }{ $roubles }, по правилам от { $day }{ $confirmed ->
    [yes] { "" }
   *[no] , никем не подтверждённым: проверьте
}
why-duty-unknown = Заказ стоит { $price }: больше ли это { $free } евро и сколько возьмут на границе, не сказать без [customs] { $key } в config.toml
why-storage-over = Срок в месте выдачи прошёл { $until } ({ $by ->
    [carrier] его назвал перевозчик
   *[other] обычный срок хранения
}), { $days } назад
notice-duty-title = впереди пошлина

## norms, stats, explain, doctor
norms-file = Правила
norms-as-of = На дату
norms-where = Откуда
norms-built-in = встроены
norms-stale = устарели: взгляните
norms-title = Сколько молчит посылка на этапе: 5 из 100 едут дальше раньше, 5 — позже
norms-trip-title = Весь путь от отправки, когда по этапам не видно
norms-learned-title = Чему научили ваши посылки: за сколько дней едут дальше 50 и 95 из 100
norms-nothing-learned = Ваши посылки пока ничему не научили.
norms-season-title = Когда всё идёт дольше
norms-norm = Норма
norms-stage = Этап
norms-for = Для
norms-days = Дни
norms-working = рабочих
norms-reliability = Вес
norms-source = Источник
norms-class = Класс
norms-any = любой
norms-own = Прошло + длится
norms-published = По источникам
norms-learned = С вашими
norms-season = Сезон
norms-when = Когда
norms-factor = Дольше
norms-holds = Сегодня
norms-now = идёт
stats-what = Посылки
stats-parcels = Всего
stats-arrived = Пришло
stats-lost = Пропало
stats-share-lost = Пропало из завершённых
stats-median = Половина за, дней
stats-ninety = 90 % за, дней
stats-all = Все посылки
stats-routes = По маршруту
stats-carriers = По перевозчику
stats-shops = По магазину
stats-sellers = По продавцу
stats-seller = Продавец
stats-shop = Магазин
stats-route = Маршрут
stats-carrier = Перевозчик
stats-orders = Заказов
stats-posting = До отправки, дней
stats-transit = В пути, дней
stats-came = Пришло
stats-never = Не пришло
stats-disputes = Споров
stats-ended = Чем кончились
stats-back = Возвращено
stats-ended-refunded = деньги вернули: { $count }
stats-ended-against = отказ: { $count }
stats-ended-withdrawn = отозвано: { $count }
stats-ended-running = идёт: { $count }
stats-untold = сумма не названа: { $count }
stats-no-seller = Продавец не указан ни у одного заказа. Укажите его: posylka edit ПОСЫЛКА --seller ИМЯ
stats-no-shop = Заказов нет.
stats-no-route = Посылок нет.
stats-no-carrier = Посылок с номером нет.
stats-by-note = Дни — столько хватает половине; «—»: не известно или пришло слишком мало. Деньги в разных валютах не складываются.
ledger-what = Деньги
ledger-sum = Сумма
ledger-paid = Уплачено
ledger-protected = В пути, сейчас под защитой
ledger-unprotected = В пути, защита кончилась или не известна
ledger-in-dispute = В споре
ledger-refunded = Возвращено
ledger-lost = Потеряно
ledger-unpriced = Заказов без цены, в суммы не вошли: { $count }.
seller-record = У продавца «{ $seller }» уже было заказов: { $orders }; пришло: { $came }, не пришло: { $never }, споров: { $disputes } (деньги вернули: { $refunded }).
seller-few = Слишком мало, чтобы говорить о большем.
seller-shares = Не пришло { $own } %, по всем вашим заказам — { $all } %.
replay-none = Посылок, которые можно перебрать, нет.
replay-head = Посылок: { $count }. Каждый день с { $from } по { $to } — по тому, что в тот день было известно.
replay-both = Числа — по действующим правилам; после «→» — по пробным.
replay-rules-title = Что было необычного, пока посылка не пришла. У «медленно», «застряла» и «вероятно, потеряна» пришедшие — ложная тревога.
replay-rule = Правило
replay-days = Дней
replay-came = пришла
replay-never-came = не пришла
replay-open = не кончено
replay-disputes-title = Когда был бы совет открыть спор
replay-claim = Спор
replay-parcels = Посылок
replay-claim-in-time = не пришла; совет вовремя
replay-claim-late = не пришла; совет лишь в последние 3 дня
replay-claim-missed = не пришла; совета не было
replay-claim-undated = не пришла; даты магазина не известны, судить нельзя
replay-claim-early = пришла после совета
replay-claim-spared = пришла; совета не было
replay-claim-open = не кончено
replay-silence = Дни тишины: { $silent } из { $waited } дней ожидания не принесли ничего нового; самая долгая тишина одной посылки, дней: { $longest }.
replay-no-claims = Споров вы не открывали.
replay-money = Деньги ваших споров ({ $count }): просили { $asked }; присудили { $awarded }; вернулось { $refunded }.
replay-lives-title = По посылкам
replay-life-id = №
replay-life-title = Название
replay-life-ended = Чем кончилось
replay-life-dispute = Совет открыть спор
replay-life-opened = Вы открыли
replay-life-said = Что было необычного
replay-tried = пробные
replay-turned-in-time = вовремя:
replay-turned-late = поздно:
replay-turned-missed = не было
replay-turned-undated = нет дат
replay-turned-early = рано:
replay-turned-spared = —
replay-turned-open = не кончено
replay-untold-title = Чего архив не скажет
replay-untold-asks = Когда источник не отвечал: хранится лишь последний ответ. До него считается, что отвечали каждый день.
replay-untold-carrier-days = В какой день перевозчик назвал обещанный срок или последний день хранения: они не учтены.
replay-untold-order-days = В какой день вы назвали даты заказа или продление защиты: они считаются известными с начала.
replay-untold-own-claims = Что было бы с открытыми вами спорами: правила говорят так, будто споров не было.
replay-untold-removed = Об удалённых посылках и номерах и обо всех, кроме 1000 последних.
stats-unknown = ?
stats-none = Ни у одной посылки не известен день отправки. Укажите его: posylka edit ПОСЫЛКА --shipped ДЕНЬ
stats-note = Дни от отправки до вручения; те, что ещё в пути, считаются более долгими, чем едут сейчас. «—»: пришло слишком мало.
explain-season = Сейчас сезон, когда этот этап идёт дольше в { $factor } раза.
explain-next-scan = У { $share } из 100 таких посылок следующий скан — с { $from } по { $to }.
explain-arrival = { $share } из 100 таких посылок приходят с { $from } по { $to }.
explain-picture = Молчит { $days } { $unit } — среди таких же посылок (норма { $norm }):
explain-picture-days = дн.
explain-picture-working = раб. дн.
explain-picture-key = ▲ эта посылка; отметки: к этому дню едут дальше 50, 75 и 95 из 100; ░ уехали раньше
doctor-rules = Свои правила
doctor-rules-own = { $path }, на { $day }
doctor-rules-stale = { $path } — на { $day }, а встроенные новее: сравните
doctor-rules-unknown = { $path } — не правила: ими бывают norms.toml, seasons.toml, customs.toml и marketplaces/МАГАЗИН.toml
