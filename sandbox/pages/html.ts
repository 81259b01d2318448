/** A page in one column; whatever is put into it is escaped by `escapeHtml` before. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a2e; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
td:last-child { text-align: right; }
tr.total td { border-top: 1px solid #c8c8d4; font-weight: 600; }
label { display: block; margin-top: .75rem; }
input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #8c8ca0; border-radius: .375rem; }
button { font: inherit; padding: .625rem 1rem; margin: 1.25rem .5rem 0 0; border: 0; border-radius: .375rem; background: #3730a3; color: #fff; cursor: pointer; }
button.second { background: #4b5563; }
[role=alert] { padding: .5rem .75rem; border-radius: .375rem; background: #fee2e2; color: #7f1d1d; }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
