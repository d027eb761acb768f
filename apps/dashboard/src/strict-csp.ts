import * as z from 'zod';

// Its own script before the application's: bundles run shared schemas first, and zod would compile each with `new Function`,
// which the page's policy forbids.
z.config({ jitless: true });
