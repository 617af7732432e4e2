/** The service worker's cache of one build begins with this; two builds under different paths of one origin keep apart. */
export const buildCaches = (base: string): string => `waxbill${base}@`;
