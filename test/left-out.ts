process.stdout.write('Left out: the same journeys, races and crashes on a PostgreSQL server. Run them with: npm run test:postgres\n')
