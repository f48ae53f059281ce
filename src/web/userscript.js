// ==UserScript==
// @name         posylka: @@name@@
// @name:ru      posylka: @@name:ru@@
// @namespace    posylka
// @version      @@version@@
// @description  @@description@@
// @description:ru @@description:ru@@
// @match        https://aliexpress.ru/*
// @match        https://*.aliexpress.ru/*
// @match        https://*.aliexpress.com/*
// @connect      @@host@@
// @grant        GM_xmlhttpRequest
// @grant        GM_getValue
// @grant        GM_setValue
// @grant        GM_deleteValue
// @grant        GM_registerMenuCommand
// @run-at       document-idle
// @noframes
// ==/UserScript==
// It reads the list of orders its reader looks at, when they press the button, and brings it to their own page. It sees no
// password and asks the shop for nothing.
(() => {
  'use strict';
  const DEFAULT_HOME = "@@home@@";
  const WORDS = "@@words@@";
  const says = WORDS[(document.documentElement.lang || navigator.language).toLowerCase().startsWith('ru') ? 'ru' : 'en'];

//@@orders@@
  const home = () => GM_getValue('home', DEFAULT_HOME);
  const settings = () => {
    const url = prompt(says.home, home());
    if (url) GM_setValue('home', url.trim().replace(/\/+$/, ''));
    GM_deleteValue('token');
  };
  const token = () => {
    let secret = GM_getValue('token', '');
    if (!secret) {
      secret = (prompt(says.token) || '').trim();
      if (secret) GM_setValue('token', secret);
    }
    return secret;
  };

  const box = document.createElement('div');
  const inside = box.attachShadow({ mode: 'open' });
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = says.send;
  const told = document.createElement('output');
  box.style.cssText = 'all: initial; position: fixed; right: 12px; bottom: 12px; z-index: 2147483647';
  told.style.cssText = 'display: none; max-width: 280px; padding: 10px; margin-bottom: 6px; border-radius: 8px; background: #fff; color: #1b1d21; font: 14px/1.4 system-ui, sans-serif; box-shadow: 0 1px 6px #0006';
  button.style.cssText = 'display: block; margin-left: auto; padding: 10px 14px; border: 0; border-radius: 8px; background: #1f5fbf; color: #fff; font: 600 14px system-ui, sans-serif; cursor: pointer';
  inside.append(told, button);
  const say = (text) => {
    told.textContent = text;
    told.style.display = 'block';
    button.disabled = false;
  };

  const came = (answer) => {
    if (answer.status === 401 || answer.status === 403) {
      GM_deleteValue('token');
      return say(says.refused);
    }
    try {
      const { taken, passed, unreadable, message } = JSON.parse(answer.responseText);
      if (answer.status !== 200) return say(message || `${says.failed} ${answer.status}`);
      const counts = [says.taken.replace('%n', taken)];
      if (passed) counts.push(says.passed.replace('%n', passed));
      if (unreadable) counts.push(says.unreadable.replace('%n', unreadable));
      return say(counts.join(' '));
    } catch {
      return say(`${says.failed} ${answer.status}`);
    }
  };

  button.addEventListener('click', () => {
    const orders = readOrders();
    if (!orders.length) return say(says.none);
    const secret = token();
    if (!secret) return say(says.token);
    button.disabled = true;
    GM_xmlhttpRequest({
      method: 'POST',
      url: `${home()}/api/v1/orders`,
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
      data: JSON.stringify(orders),
      anonymous: true,
      timeout: 30000,
      onload: came,
      onerror: () => say(`${says.unreachable} ${home()}`),
      ontimeout: () => say(`${says.unreachable} ${home()}`),
    });
  });

  if (typeof GM_registerMenuCommand === 'function') GM_registerMenuCommand(says.settings, settings);
  // The shop turns its pages without loading them.
  const isList = () => /^\/(order-list\/?$|p\/order\/index\.html|p\/order\/?$)/.test(location.pathname);
  const show = () => {
    box.hidden = !isList();
    box.style.display = box.hidden ? 'none' : 'block';
    if (!box.isConnected && document.body) document.body.append(box);
  };
  show();
  setInterval(show, 1000);
})();
