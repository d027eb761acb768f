/** Version of the product; a spec holds it against package.json. */
export const VERSION = '0.1.0';
