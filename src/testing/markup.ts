/**
 * What React has written, read as a learner or a test reads a page: elements by a selector, their attributes, their words.
 * Selectors are those of css, but only a name, attributes, and spaces between an element and one inside it.
 */

/** Elements that have no end tag in HTML. */
const VOID = ['br', 'hr', 'img', 'input', 'link', 'meta'];

const PIECE = /<!--[^]*?-->|<(\/?)([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>|[^<]+/gi;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/g;
const COMPOUND = /(?:[^\s[]|\[(?:[^\]"]|"[^"]*")*\])+/g;
const CONDITION = /^([a-z][\w-]*)|\[([\w:-]+)(?:(\^?)="([^"]*)")?\]/gi;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

const unescaped = (written: string) => written.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

type Matches = (element: Markup) => boolean;

function compoundOf(written: string): Matches {
  const conditions = [...written.matchAll(CONDITION)].map(([, name, attribute, begins, value]): Matches => {
    if (name !== undefined) return (element) => element.name === name;
    return (element) => {
      const found = element.attribute(attribute);
      if (found === null || value === undefined) return found !== null;
      return begins === '^' ? found.startsWith(value) : found === value;
    };
  });
  if (conditions.length === 0) throw new Error(`“${written}” is no selector that can be read here.`);
  return (element) => conditions.every((holds) => holds(element));
}

export class Markup {
  private readonly inside: (Markup | string)[] = [];

  private constructor(
    readonly name: string,
    private readonly attributes: ReadonlyMap<string, string>,
    private readonly around: Markup | null,
  ) {}

  static read(html: string): Markup {
    const root = new Markup('', new Map(), null);
    let open = root;
    for (const [piece, end, name, rest] of html.matchAll(PIECE)) {
      if (piece.startsWith('<!--')) continue;
      if (name === undefined) open.inside.push(unescaped(piece));
      else if (end === '/') {
        if (name !== open.name || open.around === null) throw new Error(`</${name}> ends no <${open.name}>.`);
        open = open.around;
      } else {
        const attributes = [...rest.matchAll(ATTRIBUTE)].map(([, key, value = '']) => [key, unescaped(value)] as const);
        const element = new Markup(name, new Map(attributes), open);
        open.inside.push(element);
        if (!VOID.includes(name)) open = element;
      }
    }
    if (open !== root) throw new Error(`<${open.name}> does not end.`);
    return root;
  }

  /** All elements inside it that a selector matches, in the order of the page. */
  all(selector: string): readonly Markup[] {
    const compounds = (selector.match(COMPOUND) ?? []).map(compoundOf);
    return this.descendants().filter((element) => element.matches(compounds, this));
  }

  /** The one element that a selector matches. Throws where there is none, or more than one. */
  one(selector: string): Markup {
    const found = this.all(selector);
    if (found.length !== 1) throw new Error(`${found.length} elements match ${selector}, not one.`);
    return found[0];
  }

  has(selector: string): boolean {
    return this.all(selector).length > 0;
  }

  /** The one element with that test id. */
  at(testId: string): Markup {
    return this.one(`[data-testid="${testId}"]`);
  }

  attribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  /** The number that an attribute holds; null where it holds none. */
  number(name = 'data-value'): number | null {
    const value = this.attribute(name);
    return value === null || value === '' ? null : Number(value);
  }

  /** The numbers of all that a selector matches. */
  numbers(selector: string, name = 'data-value'): readonly (number | null)[] {
    return this.all(selector).map((element) => element.number(name));
  }

  /** The words of all that a selector matches. */
  texts(selector: string): readonly string[] {
    return this.all(selector).map((element) => element.text);
  }

  /** Its words, one space between any two. */
  get text(): string {
    return this.words()
      .replace(/[ \n]+/g, ' ')
      .trim();
  }

  private words(): string {
    return this.inside.map((each) => (typeof each === 'string' ? each : each.words())).join('');
  }

  private descendants(): readonly Markup[] {
    return this.inside.flatMap((each) => (typeof each === 'string' ? [] : [each, ...each.descendants()]));
  }

  private matches(compounds: readonly Matches[], within: Markup): boolean {
    const [last, ...before] = [...compounds].reverse();
    if (!last(this)) return false;
    let place = this.around;
    for (const outer of before) {
      while (place !== null && place !== within && !outer(place)) place = place.around;
      if (place === null || place === within) return false;
      place = place.around;
    }
    return true;
  }
}
