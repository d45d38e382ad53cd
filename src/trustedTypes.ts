/**
 * The page's policy for Trusted Types: strings never become markup or scripts, and scripts of workers come from its own
 * origin. A browser without Trusted Types has the Content Security Policy alone. To be imported before anything starts a worker.
 */

interface Rules {
  readonly createHTML: (html: string) => string | null;
  readonly createScriptURL: (address: string) => string | null;
}

interface TrustedTypes {
  readonly createPolicy: (name: string, rules: Rules) => unknown;
}

/** Each returns null for what is refused. An empty string is no markup: libraries clear an element with it. */
export const RULES: Rules = {
  createHTML: (html) => (html === '' ? html : null),
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
};

(globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', RULES);
