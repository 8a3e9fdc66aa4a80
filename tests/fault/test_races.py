#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once against one session. RELIABILITY L1, through two daemons on one database."""
import threading

import harness

THREADS = 32


class RaceTest(harness.FaultCase):
    def setUp(self):
        self.data = self.make_data()
        self.rounds = harness.amount(100, 1_000)
        self.families = self.data.make_families(2 * self.rounds + 50)
        self.daemons = [self.make_daemon(self.data) for _ in range(2)]

    def race(self, count, work):
        """work(client, number, round) by so many threads, all of which begin each round together; the answers by round."""
        barrier = threading.Barrier(count)
        results = [[None] * count for _ in range(self.rounds)]
        failures = []

        def run(number):
            client = harness.Client(self.daemons[number % 2].port)
            try:
                for index in range(self.rounds):
                    barrier.wait(harness.PATIENCE)
                    results[index][number] = work(client, number, index)
            except Exception as failure:
                failures.append(failure)
                barrier.abort()
            client.close()

        threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return results

    def test_one_token_refreshed_by_all(self):
        results = self.race(THREADS, lambda client, _, index: client.refresh(self.families[index]['refresh'])[:2])
        rows = self.data.sessions()
        for index, answers in enumerate(results):
            self.assertEqual(sorted(status for status, _ in answers), [200] + [401] * (THREADS - 1))
            session = harness.token_id(self.families[index]['refresh'])[0]
            self.assertEqual(rows[session], (1, False))
        client = self.client(self.daemons[0])
        for answers in results[:10]:   # the one child works
            child = next(body for status, body in answers if status == 200)
            self.assertEqual(client.refresh(child['refresh'])[0], 200)
        harness.tell('L1: %d rounds of %d threads on two daemons refreshing one token: 1 success each'
                     % (self.rounds, THREADS))

    def test_refresh_against_logout(self):
        def work(client, number, index):
            tokens = self.families[index]
            return (client.logout(tokens) if number == 0 else client.refresh(tokens['refresh']))[:2]

        results = self.race(5, work)
        rows = self.data.sessions()
        client, won = self.client(self.daemons[1]), 0
        for index, answers in enumerate(results):
            children = [body for status, body in answers[1:] if status == 200]
            self.assertLessEqual(len(children), 1)
            session = harness.token_id(self.families[index]['refresh'])[0]
            generation, ended = rows[session]
            self.assertEqual(generation, len(children))
            # A logout with a token that the refresh had spent is refused; what is answered 200 has ended the session.
            self.assertIn(answers[0][0], (200, 400, 401))
            if answers[0][0] == 200:
                self.assertTrue(ended)
            if ended:
                for child in children:
                    self.assertEqual(client.refresh(child['refresh'])[0], 401)
            won += answers[0][0] == 200
        harness.tell('L1: %d rounds of 4 refreshes against a logout: the logout came first or in time in %d, and nothing '
                     'lived on' % (self.rounds, won))

    def test_refresh_against_disabling_the_user(self):
        rounds = harness.amount(8, 200)
        for index in range(rounds):
            user = 'doomed%d' % index
            self.data.add_user(user)
            client = self.client(self.daemons[index % 2])
            tokens, stop, after = client.login_for_sure(user), threading.Event(), []

            def refresh(client=client, tokens=tokens, stop=stop, after=after):
                while True:
                    late = stop.is_set()
                    status, body, _ = client.refresh(tokens['refresh'])
                    if late:
                        after.append(status)
                        return
                    if status == 200:
                        tokens.update(body)

            thread = threading.Thread(target=refresh)
            thread.start()
            disabled = self.data.verb('user', 'disable', user)
            stop.set()
            thread.join()
            self.assertEqual(disabled.returncode, 0, disabled.stderr)
            self.assertEqual(after, [401])
            self.assertEqual(client.login(user)[0], 401)
        harness.tell('L1: %d rounds of refreshes against disabling the user: refused at once each time' % rounds)


if __name__ == '__main__':
    harness.main()
