import type { PolicyAnswer } from './answer.ts';
import { factumo } from './factumo.ts';
import { facture123 } from './facture-123.ts';
import { invoicera } from './invoicera.ts';
import { justInvoice } from './justinvoice.ts';
import { myFacturePro } from './my-facture-pro.ts';

export const answers: readonly PolicyAnswer[] = [facture123, myFacturePro, justInvoice, invoicera, factumo];
