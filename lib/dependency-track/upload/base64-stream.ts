import { invalid } from "@/lib/http/problem";

const escapes: Readonly<Record<string, string>> = { "/": "/", n: "", r: "", t: "" };

/**
 * Decodes base64 as it stands in a JSON string, piece by piece: with line breaks, with `/`, `+` and `=` escaped as some
 * writers do, standard or URL-safe, padded or not (RFC 4648, sections 4 and 5).
 */
export class Base64Stream {
  /** The beginning of an escape that the next piece ends. */
  #escape = "";
  /** Up to three characters that are no whole group yet. */
  #group = "";
  #padded = false;

  /** The bytes of whole groups so far. Throws `invalid` at the first character that is no base64. */
  push(piece: string): Buffer {
    const text = this.#group + this.#plain(this.#escape + piece).replace(/\s+/g, "");
    const end = text.indexOf("=");
    const data = end === -1 ? text : text.slice(0, end);
    if (/[^A-Za-z0-9+/_-]/.test(data) || (end !== -1 && /[^=]/.test(text.slice(end))) || (this.#padded && data.length > 0)) throw notBase64();
    if (end !== -1) this.#padded = true;
    const whole = this.#padded ? data.length : data.length - (data.length % 4);
    this.#group = data.slice(whole);
    if (whole % 4 === 1) throw notBase64();
    return Buffer.from(data.slice(0, whole), "base64");
  }

  /** The last bytes. Throws `invalid` when the text ends inside of an escape or of a byte. */
  end(): Buffer {
    if (this.#escape !== "" || this.#group.length === 1) throw notBase64();
    return Buffer.from(this.#group, "base64");
  }

  #plain(piece: string): string {
    this.#escape = /\\(u[0-9a-f]{0,3})?$/i.exec(piece)?.[0] ?? "";
    const whole = this.#escape === "" ? piece : piece.slice(0, -this.#escape.length);
    if (!whole.includes("\\")) return whole;
    return whole.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, letter: string | undefined) => {
      const plain = code === undefined ? escapes[letter ?? ""] : String.fromCharCode(Number.parseInt(code, 16));
      if (plain === undefined) throw notBase64();
      return plain;
    });
  }
}

function notBase64() {
  return invalid([{ pointer: "/bom", detail: "The BOM must be Base64 encoded", code: "base64" }], "bom_not_base64");
}
