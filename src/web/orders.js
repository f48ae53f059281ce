// Reads the orders on the page the reader looks at: each as a row with the columns of `posylka import`. Class names change with
// every build of the shop, so an order is found by what names its number, and what stands in the same card belongs to it.
const readOrders = () => {
  const NUMBER = '[data-testid="orderNumber"], [data-pl="order_item_header_info"], .order-item-header-right-info';
  const GOODS = '[data-testid="productText"], .order-item-content-info-name';
  const SELLER = '[data-testid^="sellerInfo"], [data-pl="order_item_store_name"], .order-item-store-name';
  const PRICE = '[data-pl="order_item_content_price_total"], .order-item-content-opt-price-total';
  const STATUS = '[data-pl="order_item_header_status"], .order-item-header-status-text';
  const DAY = /\d{1,2}\s+[a-zа-яё]{3,}\.?(?:\s+\d{4})?|[a-z]{3,}\.?\s+\d{1,2},?\s+\d{4}/i;
  const SUM = /(?:US\s?\$|[$€£₽])\s?\d[\d\s.,]*|\d[\d\s.,]*(?:₽|руб|US\s?\$|[$€£])/;
  const TRACK = /\b(?=(?:[A-Z]*\d){8})(?=\d*[A-Z])[A-Z0-9]{10,30}\b|(?:трек|track)[^\d:]{0,20}[:№#]?\s*(\d{10,20})\b/i;

  const line = (text) => text.replace(/\s+/g, ' ').trim();
  const lines = (card) => {
    const walk = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) {
      const text = line(walk.currentNode.data);
      if (text && !walk.currentNode.parentElement.closest('script, style')) found.push(text);
    }
    return found;
  };
  const first = (card, marks) => {
    const found = card.querySelector(marks);
    return found ? line(found.textContent) : '';
  };
  const idOf = (text) => ((text.match(/(?:\d[\s\u00a0]?){15,20}/) || [''])[0]).replace(/\D/g, '');

  const marks = [...document.querySelectorAll(NUMBER)].filter((mark) => !mark.parentElement.closest(NUMBER));
  const count = (element) => marks.filter((mark) => element.contains(mark)).length;
  const cardOf = (mark) => {
    let card = mark;
    while (card.parentElement && count(card.parentElement) === 1) card = card.parentElement;
    return card;
  };
  // A parcel with several orders in it shows its number beside their cards.
  const beside = (card) => {
    const parcel = card.parentElement;
    if (!parcel || parcel === document.body || count(parcel) > 8) return [];
    return [...parcel.children].filter((it) => count(it) === 0).flatMap(lines);
  };

  const rows = new Map();
  for (const mark of marks) {
    const order = idOf(mark.textContent);
    if (!order || rows.has(order)) continue;
    const card = cardOf(mark);
    const all = lines(card);
    const dated = (says) => all.find((it) => says.test(it) && DAY.test(it)) || '';
    const ahead = /защит|protect|достав|deliver|arriv|ожида/i;
    const ordered = all.find((it) => DAY.test(it) && !ahead.test(it)) || '';
    const head = [...mark.parentElement.children].map((it) => line(it.textContent));
    const price = first(card, PRICE) || all.filter((it) => SUM.test(it)).pop() || '';
    const number = [...all, ...beside(card)].map((it) => it.match(TRACK)).filter(Boolean).map((it) => it[1] || it[0]);
    const row = {
      order,
      shop: location.hostname.endsWith('.ru') ? 'aliexpress.ru' : 'aliexpress.com',
      title: [...card.querySelectorAll(GOODS)].map((it) => line(it.textContent)).join(', '),
      seller: first(card, SELLER),
      price: (price.match(SUM) || [''])[0].trim(),
      ordered: (ordered.match(DAY) || [''])[0],
      promised: (dated(/достав|deliver|arriv|ожида/i).match(DAY) || [''])[0],
      protection_ends: (dated(/защит|protect/i).match(DAY) || [''])[0],
      status: first(card, STATUS) || head.find((it) => idOf(it) !== order && !DAY.test(it)) || '',
      number: [...new Set(number)].join(', '),
    };
    rows.set(order, Object.fromEntries(Object.entries(row).filter(([, value]) => value)));
  }
  return [...rows.values()];
};
