(() => {
//@@orders@@
  const orders = readOrders();
  if (!orders.length) return alert("@@none@@");
  const text = JSON.stringify(orders);
  const box = document.createElement('textarea');
  box.value = text;
  document.body.append(box);
  box.select();
  const copied = document.execCommand('copy');
  box.remove();
  if (copied) alert("@@copied@@".replace('%n', orders.length)); else prompt("@@copy@@", text);
})();
