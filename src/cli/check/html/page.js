"use strict";
(() => {
  const list = document.getElementById("records");
  const tools = document.getElementById("tools");
  if (!list || !tools) return;
  const records = Array.from(list.querySelectorAll("article"));
  const codes = Array.from(document.querySelectorAll("a[data-code]"));
  const search = document.getElementById("search");
  const order = document.getElementById("order");
  const count = document.getElementById("count");
  const all = document.getElementById("all");
  const rank = (record) => Number(record.dataset.rank);
  const many = (record) => Number(record.dataset.count);
  const place = (record) => Number(record.dataset.place);
  const orders = {
    place: (a, b) => place(a) - place(b),
    worst: (a, b) => rank(b) - rank(a) || many(b) - many(a) || place(a) - place(b),
    most: (a, b) => many(b) - many(a) || rank(b) - rank(a) || place(a) - place(b),
  };
  const texts = new Map();
  const text = (record) => {
    if (!texts.has(record)) texts.set(record, record.textContent.toLowerCase());
    return texts.get(record);
  };
  let code = "";
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    for (const record of records) {
      const has = code === "" || record.dataset.codes.split(" ").includes(code);
      record.hidden = !(has && (wanted === "" || text(record).includes(wanted)));
      if (!record.hidden) shown += 1;
    }
    const only = code === "" ? "" : ", only " + code;
    count.textContent = shown + " of " + records.length + " shown" + only;
    for (const link of codes) link.setAttribute("aria-pressed", String(link.dataset.code === code));
    all.hidden = code === "" && wanted === "";
  };
  const sort = () => {
    records.sort(orders[order.value] || orders.place);
    list.append(...records);
  };
  for (const link of codes) {
    const choose = (event) => {
      event.preventDefault();
      code = code === link.dataset.code ? "" : link.dataset.code;
      show();
      // The records are far below a long table; without this nothing seems to happen.
      if (code !== "") tools.scrollIntoView();
    };
    link.setAttribute("role", "button");
    link.addEventListener("click", choose);
    // A button obeys the space bar too.
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") choose(event);
    });
  }
  search.addEventListener("input", show);
  order.addEventListener("change", sort);
  all.addEventListener("click", () => {
    code = "";
    search.value = "";
    show();
  });
  tools.hidden = false;
  show();
})();
