interface Trouble {
  readonly code: string;
  readonly title: string;
  readonly whatToDo: string;
}

/**
 * The last page of the consent window: tells our other windows what came of it and closes itself. The message goes both
 * to the opener and over a BroadcastChannel, because the way through Xero cuts the tie to the opener in some browsers.
 */
export function consentPage(nonce: string, connectionId: string | undefined, trouble: Trouble | undefined): string {
  const message = trouble
    ? { type: 'bridge:connect', ok: false, code: trouble.code, title: trouble.title, whatToDo: trouble.whatToDo }
    : { type: 'bridge:connect', ok: true, connectionId: connectionId ?? '' };
  const [title, text] = trouble
    ? [trouble.title, trouble.whatToDo]
    : ['Xero is connected', 'You can close this window and go on in the other one.'];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 20vh auto; padding: 0 1.5rem }
h1 { font-size: 1.25rem }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
<script nonce="${nonce}">
const message = ${scriptJson(message)};
new BroadcastChannel('bridge:connect').postMessage(message);
if (window.opener) window.opener.postMessage(message, location.origin);
setTimeout(() => window.close(), message.ok ? 300 : 4000);
</script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that cannot end the script it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
