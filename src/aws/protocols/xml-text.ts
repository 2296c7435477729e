const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as it stands in an XML element or attribute; characters that XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character)
      // A carriage return would be read back as a line feed.
      .replaceAll('\r', '&#13;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 excludes
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .toWellFormed()
  );
}
