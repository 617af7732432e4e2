/** Statements of banks, and exchange rates. */
import type { BankApi } from '../../bank/api.ts';
import type { RatesApi } from '../../rates/api.ts';
import type { Desk } from './desk.ts';

export function bankApi(desk: Desk): BankApi {
	const bank = desk.part(async () => {
		const { BankCommands } = await import('../bank-commands.ts');
		return ({ workspace, books }) => new BankCommands(workspace, books);
	});
	return {
		bankAccounts: () => bank((commands) => commands.accounts()),
		bankLayouts: () => bank((commands) => commands.layouts()),
		checkStatements: (inputs) => bank((commands) => commands.check(inputs)),
		importStatements: (inputs, watch) => bank((commands) => commands.import(inputs, watch)),
		bankSummary: () => bank((commands) => commands.summary()),
		bankProposals: (ids, watch) => bank((commands) => commands.proposals(ids, watch)),
		bankLine: (id) => bank((commands) => commands.line(id)),
		acceptProposal: (proposal) => bank((commands) => commands.accept(proposal)),
		acceptSure: (watch) => bank((commands) => commands.acceptSure(watch)),
		bookLine: (id, booking) => bank((commands) => commands.book(id, booking)),
		findOnLine: (id, paymentId) => bank((commands) => commands.find(id, paymentId)),
		freeLine: (id, paymentId, at, reason) => bank((commands) => commands.free(id, paymentId, at, reason)),
		setLinesAside: (ids, aside, at) => bank((commands) => commands.setAside(ids, aside, at)),
		eraseStatement: (id) => bank((commands) => commands.erase(id))
	};
}

export function ratesApi(desk: Desk): RatesApi {
	const rates = desk.part(async () => {
		const { RatesCommands } = await import('../rates-commands.ts');
		return ({ workspace }) => new RatesCommands(workspace);
	});
	return {
		readRates: (file) => rates((commands) => commands.read(file)),
		knownRates: () => rates((commands) => commands.known()),
		findRate: (currency, base, date) => rates((commands) => commands.find(currency, base, date)),
		exchangeResult: (id) => rates((commands) => commands.result(id))
	};
}
