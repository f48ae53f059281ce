// Everything works without this. It copies a text with one touch, and looks anew while somebody looks.
'use strict';
for (const button of document.querySelectorAll('button[data-copy]')) {
  const from = document.getElementById(button.dataset.copy);
  if (!from || !navigator.clipboard && !document.execCommand) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = from.value ?? from.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a browser copies only what is selected.
      if (from.select) from.select(); else getSelection().selectAllChildren(from);
      document.execCommand('copy');
    }
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 1500);
  });
}
