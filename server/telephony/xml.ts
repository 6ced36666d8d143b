const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

// XML 1.0 has no room for most control characters, not even escaped.
const text = (value: string): string => value.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"']/g, found => ESCAPES[found] as string);

/** A part of an XML document, escaped already. */
export type Xml = { xml: string };

/** An element; attributes that are undefined are left out, and children that are strings are escaped. */
export function element(name: string, attributes: Record<string, string | number | boolean | undefined> = {}, ...children: (Xml | string)[]): Xml {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined).map(([key, value]) => ` ${key}="${text(String(value))}"`).join('');
  const inside = children.map(child => (typeof child === 'string' ? text(child) : child.xml)).join('');
  return { xml: inside ? `<${name}${given}>${inside}</${name}>` : `<${name}${given}/>` };
}

/** The document with this root. */
export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>${root.xml}`;
