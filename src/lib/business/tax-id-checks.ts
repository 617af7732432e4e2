/** Loaded by `tax-ids.ts` alone, so that the validators stay out of the first load. */
import * as at from 'stdnum/lib/esm/at/uid';
import * as be from 'stdnum/lib/esm/be/vat';
import * as bg from 'stdnum/lib/esm/bg/vat';
import * as bn from 'stdnum/lib/esm/ca/bn';
import * as gst from 'stdnum/lib/esm/ca/gst';
import * as qst from 'stdnum/lib/esm/ca/qst';
import * as chUid from 'stdnum/lib/esm/ch/uid';
import * as chVat from 'stdnum/lib/esm/ch/vat';
import * as cy from 'stdnum/lib/esm/cy/vat';
import * as cz from 'stdnum/lib/esm/cz/dic';
import * as de from 'stdnum/lib/esm/de/vat';
import * as dk from 'stdnum/lib/esm/dk/cvr';
import * as ee from 'stdnum/lib/esm/ee/kmkr';
import * as cif from 'stdnum/lib/esm/es/cif';
import * as dni from 'stdnum/lib/esm/es/dni';
import * as nie from 'stdnum/lib/esm/es/nie';
import * as esNif from 'stdnum/lib/esm/es/nif';
import * as fi from 'stdnum/lib/esm/fi/alv';
import * as siren from 'stdnum/lib/esm/fr/siren';
import * as siret from 'stdnum/lib/esm/fr/siret';
import * as fr from 'stdnum/lib/esm/fr/tva';
import * as gb from 'stdnum/lib/esm/gb/vat';
import * as gr from 'stdnum/lib/esm/gr/vat';
import * as hr from 'stdnum/lib/esm/hr/oib';
import * as hu from 'stdnum/lib/esm/hu/anum';
import * as ie from 'stdnum/lib/esm/ie/vat';
import * as pan from 'stdnum/lib/esm/in/pan';
import * as codiceFiscale from 'stdnum/lib/esm/it/codicefiscale';
import * as it from 'stdnum/lib/esm/it/iva';
import * as lt from 'stdnum/lib/esm/lt/pvm';
import * as lu from 'stdnum/lib/esm/lu/tva';
import * as lv from 'stdnum/lib/esm/lv/pvn';
import * as ice from 'stdnum/lib/esm/ma/ice';
import * as mt from 'stdnum/lib/esm/mt/vat';
import * as nl from 'stdnum/lib/esm/nl/btw';
import * as pl from 'stdnum/lib/esm/pl/nip';
import * as pt from 'stdnum/lib/esm/pt/nif';
import * as ro from 'stdnum/lib/esm/ro/cif';
import * as se from 'stdnum/lib/esm/se/vat';
import * as si from 'stdnum/lib/esm/si/ddv';
import * as sk from 'stdnum/lib/esm/sk/dph';
import type { Validator } from 'stdnum/lib/esm/types';
import * as ein from 'stdnum/lib/esm/us/ein';
import { gstinProblem } from './gstin.ts';
import { shapeProblem } from './number-shapes.ts';
import type { TaxIdCheck, TaxIdProblem } from './tax-ids.ts';

type Check = Pick<Validator, 'validate'>;

/** VAT numbers by the letters they begin with: the ISO code, but EL for Greece and XI for Northern Ireland. */
const vat: Record<string, Check> = {
	...{ AT: at, BE: be, BG: bg, CY: cy, CZ: cz, DE: de, DK: dk, EE: ee, EL: gr, ES: esNif, FI: fi, FR: fr, HR: hr, HU: hu, IE: ie, IT: it },
	...{ LT: lt, LU: lu, LV: lv, MT: mt, NL: nl, PL: pl, PT: pt, RO: ro, SE: se, SI: si, SK: sk, GB: gb, XI: gb }
};

/** Everything else, by country and kind. */
const others: Record<string, Check> = {
	'CA gst': gst,
	'CA qst': qst,
	'CA bn': bn,
	'CH uid': chUid,
	'CH vat': chVat,
	'LI vat': chVat,
	'ES nif': esNif,
	'ES cif': cif,
	'ES nie': nie,
	'ES dni': dni,
	'FR siren': siren,
	'FR siret': siret,
	'IN pan': pan,
	'IT cf': codiceFiscale,
	'MA ice': ice,
	'PT nif': pt,
	'US ein': ein
};

export function checkNumber(kind: string, country: string, value: string): TaxIdCheck {
	const bare = value.toUpperCase().replace(/[\s.\-/]/gu, '');
	if (kind === 'gstin') {
		const problem = gstinProblem(bare);
		return problem ? { ok: false, problem } : { ok: true, normal: bare, checked: true };
	}
	const other = others[`${country} ${kind}`];
	if (other) return answer(other, bare, '');
	if (kind === 'vat' || kind === 'tva') return checkVat(country === 'GR' ? 'EL' : country, bare);
	const problem = shapeProblem(kind, country, bare);
	return problem ? { ok: false, problem } : { ok: true, normal: value, checked: false };
}

/** A business may be registered abroad: the letters of another country are followed where the number is not one of its own. */
function checkVat(prefix: string, bare: string): TaxIdCheck {
	const own = vat[prefix];
	const first = own && answer(own, bare.startsWith(prefix) ? bare.slice(prefix.length) : bare, prefix);
	if (first?.ok) return first;
	const letters = bare.slice(0, 2);
	const abroad = letters !== prefix ? vat[letters] : undefined;
	if (abroad) return answer(abroad, bare.slice(2), letters);
	return first ?? { ok: true, normal: bare, checked: false };
}

function answer(check: Check, number: string, prefix: string): TaxIdCheck {
	const result = check.validate(number);
	if (result.isValid) return { ok: true, normal: prefix + result.compact, checked: true };
	return { ok: false, problem: problemOf(result.error.name) };
}

function problemOf(error: string): TaxIdProblem {
	if (error === 'InvalidLength') return 'length';
	if (error === 'InvalidFormat') return 'characters';
	return error === 'InvalidChecksum' ? 'checksum' : 'part';
}
