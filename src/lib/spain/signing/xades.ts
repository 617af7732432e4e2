/**
 * The signature of a record: XAdES, enveloped, with the signature policy of the Spanish administration (Orden HAC/1177/2024, art. 14; AEAT,
 * especificaciones técnicas de la firma electrónica, v0.1.5, and its signed example; ETSI EN 319 132-1). Everything is written as Canonical XML 1.0,
 * so that what is hashed is what stands there: the parts that are canonicalised by themselves only bring the namespaces around them along.
 */
import { escaped } from '../node.ts';
import type { Identity } from './identity.ts';

/** A record to be signed. */
export interface ToSign {
	/** Canonical, without declaration; its root says the namespace of `sf`, and there is no other. */
	text: string;
	space: string;
	/** End tags behind the place of the signature. */
	end: string;
	/** Hexadecimal: names of the parts of the signature are made of it. */
	huella: string;
	/** Local time with offset, to the second. */
	at: string;
}

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
/** Política de firma de la Administración General del Estado, 1.9. Its publisher names its hash as SHA-1, and so it is compared. */
const POLICY = {
	id: 'urn:oid:2.16.724.1.3.1.1.2.1.9',
	address: 'https://sede.administracion.gob.es/politica_de_firma_anexo_1.pdf',
	method: `${DS}sha1`,
	hash: 'G7roucf600+f03r/o0bAOQ6WAs0='
};
/** An XML document (object identifier of the registry of formats). */
const XML_OBJECT = 'urn:oid:1.2.840.10003.5.109.10';

/** @returns the whole file, with declaration */
export async function signedRecord(toSign: ToSign, identity: Identity): Promise<string> {
	const { text, space, end, huella, at } = toSign;
	if (!text.endsWith(end)) throw new RangeError('no place for the signature');
	const id = `firma-${huella.slice(0, 16)}`;
	const record = `xmlns:sf="${space}"`;
	const properties = await signedProperties(id, at, identity);
	const info = [
		empty('ds:CanonicalizationMethod', C14N),
		empty('ds:SignatureMethod', identity.method),
		`<ds:Reference Id="${id}-ref0" URI=""><ds:Transforms>${empty('ds:Transform', `${DS}enveloped-signature`)}</ds:Transforms>${await digest(text)}</ds:Reference>`,
		`<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#${id}-signedprops"><ds:Transforms>${empty('ds:Transform', C14N)}</ds:Transforms>`,
		await digest(`<xades:SignedProperties xmlns:ds="${DS}" ${record} xmlns:xades="${XADES}" ${properties}`),
		'</ds:Reference></ds:SignedInfo>'
	].join('');
	const value = await identity.sign(`<ds:SignedInfo xmlns:ds="${DS}" ${record}>${info}`);
	const signature = [
		`<ds:Signature xmlns:ds="${DS}" Id="${id}"><ds:SignedInfo>${info}`,
		`<ds:SignatureValue Id="${id}-sigvalue">${base64(value)}</ds:SignatureValue>`,
		`<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64(identity.certificate.der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
		`<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#${id}"><xades:SignedProperties ${properties}`,
		'</xades:QualifyingProperties></ds:Object></ds:Signature>'
	].join('');
	return `<?xml version="1.0" encoding="UTF-8"?>\n${text.slice(0, -end.length)}${signature}${end}\n`;
}

/** From its own attributes to its end tag: only the namespaces before them depend on where it stands. */
async function signedProperties(id: string, at: string, { certificate }: Identity): Promise<string> {
	const serial = `<ds:X509IssuerName>${escaped(certificate.issuer)}</ds:X509IssuerName><ds:X509SerialNumber>${certificate.serial}</ds:X509SerialNumber>`;
	const qualifier = `<xades:SigPolicyQualifier><xades:SPURI>${POLICY.address}</xades:SPURI></xades:SigPolicyQualifier>`;
	return [
		`Id="${id}-signedprops"><xades:SignedSignatureProperties><xades:SigningTime>${at}</xades:SigningTime>`,
		`<xades:SigningCertificate><xades:Cert><xades:CertDigest>${await digest(certificate.der)}</xades:CertDigest>`,
		`<xades:IssuerSerial>${serial}</xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`,
		`<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>${POLICY.id}</xades:Identifier></xades:SigPolicyId>`,
		`<xades:SigPolicyHash>${empty('ds:DigestMethod', POLICY.method)}<ds:DigestValue>${POLICY.hash}</ds:DigestValue></xades:SigPolicyHash>`,
		`<xades:SigPolicyQualifiers>${qualifier}</xades:SigPolicyQualifiers></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>`,
		`</xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#${id}-ref0">`,
		`<xades:ObjectIdentifier><xades:Identifier Qualifier="OIDAsURN">${XML_OBJECT}</xades:Identifier></xades:ObjectIdentifier>`,
		'<xades:MimeType>text/xml</xades:MimeType><xades:Encoding>UTF-8</xades:Encoding></xades:DataObjectFormat>',
		'</xades:SignedDataObjectProperties></xades:SignedProperties>'
	].join('');
}

async function digest(of: string | Uint8Array<ArrayBuffer>): Promise<string> {
	const bytes = typeof of === 'string' ? new TextEncoder().encode(of) : of;
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return `${empty('ds:DigestMethod', SHA256)}<ds:DigestValue>${base64(hash)}</ds:DigestValue>`;
}

function empty(name: string, algorithm: string): string {
	return `<${name} Algorithm="${algorithm}"></${name}>`;
}

function base64(bytes: Uint8Array): string {
	return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
