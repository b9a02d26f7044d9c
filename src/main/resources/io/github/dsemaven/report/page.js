"use strict";
for (const table of document.querySelectorAll("table.data")) {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const number = text => {
    const value = Number.parseFloat(text.replace(/,/g, ""));
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = Array.from(body.rows);
      const all = rows.map(row => row.cells[column].textContent.trim());
      const numeric = all.every(text => text === "" || text === "off" || /^[-+]?[0-9]/.test(text));
      const order = rows.map((row, i) => ({row, i, key: numeric ? number(all[i]) : all[i]}));
      order.sort((a, b) => {
        const by = numeric ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) : a.key.localeCompare(b.key, "en");
        return (down ? -by : by) || a.i - b.i;
      });
      body.append(...order.map(entry => entry.row));
    });
  });
  if (body.rows.length > 8) {
    const label = document.createElement("label");
    label.className = "filter";
    label.textContent = "Filter rows ";
    const input = document.createElement("input");
    input.type = "search";
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    label.append(input, count);
    table.parentElement.before(label);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(word => word);
      let shown = 0;
      for (const row of body.rows) {
        const text = Array.from(row.cells, cell => cell.textContent.toLowerCase()).join("\t");
        row.hidden = !words.every(word => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = input.value ? shown + " of " + body.rows.length + " rows" : "";
    });
  }
}
