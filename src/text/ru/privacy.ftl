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
