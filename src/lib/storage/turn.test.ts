import { describeTurn } from './turn.acceptance.ts';

describeTurn('Node');
