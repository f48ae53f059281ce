# Кого можно спрашивать и кого о чём спросили
trust-not = { $id }: ваше описание спрашивало бы ещё и { $hosts }. Оно не спрашивается, пока вы не согласитесь: posylka carrier trust { $id } или [carriers.{ $id }] hosts в настройках
trust-done = { $id } может спрашивать { $hosts }; работающий демон увидит это после: systemctl --user reload posylka
trust-check = спрашивало бы ещё и { $hosts }; среди ваших описаний оно спрашивается только после: posylka carrier trust { $id }
doctor-roots = Сертификаты
doctor-roots-fine = { $id }: ваши корневые сертификаты действуют только для него
cure-untrusted = если у сайта свой корневой сертификат, назовите его: [carriers.{ $id }] ca = "файл.pem" — он будет действовать только для этого сайта. Если вчера его не было, кто-то стоит посередине: не верьте тому, что он показывает
cure-private = ответ на вопрос об этом имени подменён или закрыт; спросите другой сервер имён или через прокси: [carriers.{ $id }] proxy = "socks5h://…"
privacy-number = Номер
privacy-host = Кому отправлен
privacy-source = Источник
privacy-why = Зачем
privacy-first = Впервые
privacy-last = В последний раз
privacy-count = Раз
privacy-watch = за ним следим
privacy-confirm = его кто-то назвал
privacy-capture = спрошено вручную
privacy-nobody = Никому не отправлено ни одного номера
privacy-never = Посылка { $id }: { $source } не спрашивается никогда
forget-copies = Забыта и в этих копиях: { $paths }
forget-left = Сюда добраться не удалось, и там она осталась: { $paths }

# doctor --live
live-host = Узел
live-finding = Что вышло
live-http = HTTP
live-bytes = Байт
live-clock = Его часы
live-fine = хорошо
live-odd = знает номер, которого нет ни у кого
live-captcha = хочет увидеть человека
live-refused = не пускает с этого адреса
live-slow-down = просит подождать
live-cut-short = обрыв около 16 КБ
live-cut = ответ оборвался
live-no-name = имя неизвестно
live-false-name = имя ведёт на внутренний адрес
live-untrusted = сертификату нет доверия
live-broke-off = соединение рвётся
live-silent = нет соединения
live-failing = не справляется сам
live-unreadable = ответ непонятен
live-needs-input = нужно что-то ещё
live-later = спрашивали только что
live-own-clock = Ваши часы расходятся с большинством на { $minutes } мин: поставьте их, от них зависят сертификаты и сроки
live-cure-captcha = страница для людей работает в браузере; другой адрес, без VPN, могут и пустить
live-cure-refused = возможно, он отвечает только адресам своей страны (pochta.ru — российским): выключите VPN или [carriers.ИСТОЧНИК] proxy = "socks5h://…" с тамошним адресом
live-cure-slow-down = подождите; возможно, слишком много спросили другие с того же адреса
live-cure-cut-short = провайдеры в России обрывают ответы зарубежных узлов около 16 КБ: [carriers.ИСТОЧНИК] proxy = "socks5h://…"
live-cure-cut = взгляните позже; если не пройдёт, [carriers.ИСТОЧНИК] proxy = "socks5h://…"
live-cure-no-name = если другие имена находятся, этого не говорит ваш сервер имён: спросите другой или [carriers.ИСТОЧНИК] proxy = "socks5h://…"
live-cure-false-name = ваш сервер имён отвечает о нём ложно: спросите другой или [carriers.ИСТОЧНИК] proxy = "socks5h://…"
live-cure-untrusted = у сайта может быть свой корневой сертификат: [carriers.ИСТОЧНИК] ca = "файл.pem" — он будет действовать только для него. Если вчера его не было, кто-то стоит посередине
live-cure-broke-off = возможно, соединение рвут по дороге: [carriers.ИСТОЧНИК] proxy = "socks5h://…"
live-cure-silent = если он один такой, его могли закрыть по дороге: [carriers.ИСТОЧНИК] proxy = "socks5h://…"; если таких много, посмотрите на своё соединение
live-cure-unreadable = источник изменился: posylka carrier capture НОМЕР --source ИСТОЧНИК запишет, что он сказал, в пригодном для показа виде
