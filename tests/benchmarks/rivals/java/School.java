import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A school's week for Timefold: read from a text file, solved for some seconds, every better plan printed. */
public final class School {
    /** Lines of tab-separated words, the first says what the line is about; see `timefold.py`. */
    static Week read(Path file) throws IOException {
        Week week = new Week();
        Map<String, Week.Adult> adults = new HashMap<>();
        Map<String, Week.Section> sections = new HashMap<>();
        Map<String, List<Week.Section>> ranges = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] w = line.split("\t", -1);
                switch (w[0]) {
                    case "most" -> Rules.most = Integer.parseInt(w[1]);
                    case "even" -> Rules.even = Integer.parseInt(w[1]);
                    case "strand" -> Rules.strandDays.put(w[1], numbers(w[2]));
                    case "adult" -> {
                        Week.Adult a = new Week.Adult();
                        a.id = w[1];
                        a.sessions = Integer.parseInt(w[2]);
                        a.lateDays = Integer.parseInt(w[3]);
                        a.evenings = Integer.parseInt(w[4]);
                        a.rate = Integer.parseInt(w[5]);
                        a.lateRate = Integer.parseInt(w[6]);
                        a.soft = Integer.parseInt(w[7]);
                        a.compared = w[8].equals("1");
                        a.avoids = numbers(w[9]);
                        adults.put(a.id, a);
                        week.adults.add(a);
                    }
                    case "section" -> {
                        Week.Section s = new Week.Section();
                        s.id = w[1];
                        s.club = w[2];
                        s.strand = w[3];
                        s.capacity = Integer.parseInt(w[4]);
                        s.least = Integer.parseInt(w[5]);
                        for (String venue : words(w[6])) {
                            String[] parts = venue.split(":");
                            Week.Venue v = new Week.Venue();
                            v.id = parts[0];
                            v.capacity = Integer.parseInt(parts[1]);
                            v.stairs = Integer.parseInt(parts[2]);
                            s.venues.add(v);
                        }
                        sections.put(s.id, s);
                        week.sections.add(s);
                    }
                    case "pieces" -> {
                        Week.Pieces p = new Week.Pieces();
                        p.id = w[1];
                        p.stock = Integer.parseInt(w[2]);
                        for (String need : words(w[3])) {
                            String[] parts = need.split(":");
                            p.needs.put(parts[0], Integer.parseInt(parts[1]));
                        }
                        week.pieces.add(p);
                    }
                    case "range" -> {
                        List<Week.Section> range = new ArrayList<>();
                        for (String id : words(w[2])) {
                            range.add(sections.get(id));
                        }
                        ranges.put(w[1], range);
                    }
                    case "seat" -> {
                        Week.Seat s = new Week.Seat();
                        s.id = w[1] + "/" + w[2];
                        s.pupil = w[1];
                        s.strand = w[2];
                        s.sections = ranges.get(w[3]);
                        s.otherwise = Integer.parseInt(w[4]);
                        for (String choice : words(w[5])) {
                            String[] parts = choice.split(":");
                            s.costs.put(parts[0], Integer.parseInt(parts[1]));
                        }
                        week.seats.add(s);
                    }
                    case "job" -> {
                        Week.Job j = new Week.Job();
                        j.id = w[1];
                        j.section = w[2].isEmpty() ? null : sections.get(w[2]);
                        j.late = Integer.parseInt(w[3]);
                        j.lateRated = Integer.parseInt(w[4]);
                        for (String time : words(w[5])) {
                            String[] parts = time.split(":");
                            j.times.add(new int[] {
                                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])
                            });
                        }
                        j.lateDays = numbers(w[6]);
                        j.evenings = numbers(w[7]);
                        j.home = w[8].isEmpty() ? null : w[8];
                        j.beyond = Integer.parseInt(w[9]);
                        j.strands.addAll(words(w[10]));
                        for (String adult : words(w[11])) {
                            j.adults.add(adults.get(adult));
                        }
                        week.jobs.add(j);
                    }
                    default -> throw new IOException("unknown line " + w[0]);
                }
            }
        }
        return week;
    }

    static List<String> words(String text) { return text.isEmpty() ? List.of() : List.of(text.split(" ")); }

    static Set<Integer> numbers(String text) {
        Set<Integer> found = new HashSet<>();
        for (String word : words(text)) {
            found.add(Integer.valueOf(word));
        }
        return found;
    }

    /** One line a plan: milliseconds, score, then section=venue, seat=section and job=adult, parted by tabs. */
    static void print(Week week, long milliseconds) {
        StringBuilder line = new StringBuilder("plan\t").append(milliseconds).append('\t').append(week.score);
        for (Week.Section s : week.sections) {
            line.append("\tv ").append(s.id).append(' ').append(s.venue == null ? "-" : s.venue.id);
        }
        for (Week.Seat s : week.seats) {
            line.append("\ts ").append(s.pupil).append(' ').append(s.strand).append(' ')
                    .append(s.section == null ? "-" : s.section.id);
        }
        for (Week.Job j : week.jobs) {
            line.append("\tj ").append(j.id).append(' ').append(j.adult == null ? "-" : j.adult.id);
        }
        System.out.println(line);
    }

    public static void main(String[] words) throws IOException {
        long began = System.currentTimeMillis();
        Week week = read(Path.of(words[0]));
        long milliseconds = Math.max(1000, Math.round(1000 * Double.parseDouble(words[1])));
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Week.class)
                .withEntityClasses(Week.Section.class, Week.Seat.class, Week.Job.class)
                .withConstraintProviderClass(Rules.class)
                .withRandomSeed(Long.parseLong(words[2]))
                .withTerminationSpentLimit(Duration.ofMillis(milliseconds));
        var solver = SolverFactory.<Week>create(config).buildSolver();
        long[] printed = {-1000};
        solver.addEventListener(event -> {
            long now = System.currentTimeMillis() - began;
            if (event.isNewBestSolutionInitialized() && now - printed[0] >= 250) {
                printed[0] = now;
                print(event.getNewBestSolution(), now);
            }
        });
        Week best = solver.solve(week);
        print(best, System.currentTimeMillis() - began);
    }
}
