/** The language of the frame. Dutch is built in; another comes from the front door once a message is written in it. */
import dutch from "./teksten.nl.js";

const DUTCH = { code: "nl", name: "Nederlands", direction: "ltr" };

/** The texts in use. Read them at the moment of showing: they change with the language. */
export const texts = { ...dutch };

/** The language in use: {code, name, direction}. */
export let language = DUTCH;

/** The language of a message, without its form: "nl" of "nl-u". A message that names none is Dutch. */
export function base(code) {
  return (code ?? DUTCH.code).split("-")[0];
}

/** Which language the frame goes over to, and what of it must survive a reload. */
export class Languages {
  #wanted = null;

  constructor(client, store) {
    this.client = client;
    this.store = store;
    use(store.get("language") ?? DUTCH);
  }

  /** Goes over to the language of a message; true when the frame has changed. What fails is tried at the next one. */
  async follow(code) {
    const wanted = base(code);
    this.#wanted = wanted;
    if (wanted === language.code) return false;
    const found = wanted === DUTCH.code ? DUTCH : await this.#load(wanted).catch(() => null);
    if (!found || this.#wanted !== wanted) return false;
    use(found);
    this.store.set("language", found);
    return true;
  }

  async #load(code) {
    const [all, words] = await Promise.all([this.client.file("talen.json"), this.client.file(`talen/${code}.json`)]);
    const found = all.find((each) => each.code === code);
    return found && { ...found, texts: words };
  }
}

function use(found) {
  language = found;
  Object.assign(texts, dutch, found.texts);
}
