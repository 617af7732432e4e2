import { hideFragment } from '#lib/client-page/fragment.ts';

// Runs before the framework looks at the address.
hideFragment();
