import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.score.stream.tri.TriConstraintStream;
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
    static final int SHORTAGE = 0, PLACES = 1, LOAD = 2, EVENNESS = 3, MONEY = 4, WISHES = 5, LEVELS = 6;
    static final int MISSING = 10;

    /** A section a club may open in a strand; it does with enough pupils, a venue and a lead. */
    @PlanningEntity
    public static class Section {
        @PlanningId public String id;
        public String club, strand;
        public int capacity, least;
        public List<Venue> venues = new ArrayList<>();
        @PlanningVariable(allowsUnassigned = true) public Venue venue;

        @ValueRangeProvider public List<Venue> getVenues() { return venues; }

        public int room() { return venue == null ? capacity : Math.min(capacity, venue.capacity); }

        public boolean opens(int pupils) { return venue != null && pupils >= least; }
    }

    /** A venue a section may have, as seen from the section's strand: wish cost of its stairs. */
    public static class Venue {
        public String id;
        public int capacity, stairs;
    }

    /** A pupil's place in a strand. */
    @PlanningEntity
    public static class Seat {
        @PlanningId public String id;
        public String pupil, strand;
        public Map<String, Integer> costs = new HashMap<>();
        public int otherwise;
        public List<Section> sections;
        @PlanningVariable(allowsUnassigned = true) public Section section;

        @ValueRangeProvider public List<Section> getSections() { return sections; }

        public String getClub() { return section == null ? null : section.club; }

        public int cost() { return costs.getOrDefault(section.club, otherwise); }
    }

    /** A duty that wants an adult: a place in a group or at a post, or (with `section`) the lead of a section. */
    @PlanningEntity
    public static class Job {
        @PlanningId public String id;
        public Section section;
        public int late, lateRated, beyond = -1;
        public Set<String> strands = new HashSet<>();
        public List<int[]> times = new ArrayList<>();
        public Set<Integer> lateDays = new HashSet<>(), evenings = new HashSet<>();
        public String home;
        public List<Adult> adults = new ArrayList<>();
        @PlanningVariable(allowsUnassigned = true) public Adult adult;

        @ValueRangeProvider public List<Adult> getAdults() { return adults; }

        public boolean isLead() { return section != null; }

        /** Whether the duty is wanted only while more than `beyond` sections of its strands are open. */
        public boolean isExtra() { return beyond >= 0; }

        public int money() { return times.size() * (lateRated == 1 ? adult.lateRate : adult.rate); }

        public int avoided() { return (int) times.stream().filter(t -> adult.avoids.contains(t[0])).count(); }
    }

    /** An adult with the caps of a week. */
    public static class Adult {
        @PlanningId public String id;
        public int sessions, lateDays, evenings, rate, lateRate, soft;
        public boolean compared;
        public Set<Integer> avoids = new HashSet<>();
    }

    /** Pieces that sections of some clubs share when they meet at one time. */
    public static class Pieces {
        public String id;
        public int stock;
        public Map<String, Integer> needs = new HashMap<>();

        public int of(Section section) { return needs.getOrDefault(section.club + "/" + section.strand, 0); }
    }

    @PlanningSolution
    public static class Week {
        @ProblemFactCollectionProperty public List<Adult> adults = new ArrayList<>();
        @ProblemFactCollectionProperty public List<Pieces> pieces = new ArrayList<>();
        @PlanningEntityCollectionProperty public List<Section> sections = new ArrayList<>();
        @PlanningEntityCollectionProperty public List<Seat> seats = new ArrayList<>();
        @PlanningEntityCollectionProperty public List<Job> jobs = new ArrayList<>();
        @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = LEVELS) public BendableLongScore score;
    }

    /** The rules, hard first. */
    public static class Rules implements ConstraintProvider {
        static int most = 2;
        static Map<String, Set<Integer>> strandDays = new HashMap<>();

        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            return new Constraint[] {
                // Hard
                sectionSize(factory), venueTwice(factory), clubTwice(factory), adultWeek(factory), idleExtra(factory),
                equipment(factory),
                // Soft, level by level
                unseated(factory), notOpen(factory), noLead(factory), nobody(factory), missingExtra(factory),
                rank(factory), nowhere(factory),
                spread(factory), evenness(factory), money(factory), avoided(factory), overSoft(factory),
                notAtHome(factory), stairs(factory)
            };
        }

        static BendableLongScore hard() { return BendableLongScore.ofHard(1, LEVELS, 0, 1); }

        static BendableLongScore soft(int level) { return BendableLongScore.ofSoft(1, LEVELS, level, 1); }

        /** Sections with their number of pupils; joined so that a new venue is felt as a new pupil is. */
        TriConstraintStream<Section, Integer, Section> filled(ConstraintFactory factory) {
            return factory.forEach(Seat.class)
                    .groupBy(seat -> seat.section, ConstraintCollectors.count())
                    .join(factory.forEachIncludingUnassigned(Section.class),
                            Joiners.equal((section, pupils) -> section, section -> section));
        }

        /** A section holds no more pupils than club and venue hold. */
        Constraint sectionSize(ConstraintFactory factory) {
            return filled(factory)
                    .filter((same, pupils, section) -> pupils > section.room())
                    .penalizeLong(hard(), (same, pupils, section) -> pupils - section.room())
                    .asConstraint("section size");
        }

        /** No venue is given to two sections that meet on one day. */
        Constraint venueTwice(ConstraintFactory factory) {
            return factory.forEachUniquePair(Section.class, Joiners.equal(section -> section.venue.id))
                    .filter((a, b) -> a.strand.equals(b.strand)
                            || strandDays.get(a.strand).stream().anyMatch(strandDays.get(b.strand)::contains))
                    .penalizeLong(hard(), (a, b) -> 1)
                    .asConstraint("venue twice");
        }

        /** No pupil has one club in two strands. */
        Constraint clubTwice(ConstraintFactory factory) {
            return factory.forEachUniquePair(Seat.class, Joiners.equal(s -> s.pupil), Joiners.equal(Seat::getClub))
                    .penalizeLong(hard(), (a, b) -> 1)
                    .asConstraint("club twice");
        }

        /** Nobody is at two places at once or over a cap of the week. */
        Constraint adultWeek(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .groupBy(job -> job.adult, ConstraintCollectors.toList())
                    .penalizeLong(hard(), (adult, jobs) -> broken(adult, jobs))
                    .asConstraint("adult's week");
        }

        /** A post for many groups is not held when there are few. */
        Constraint idleExtra(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .filter(Job::isExtra)
                    .join(factory.forEach(Seat.class).groupBy(seat -> seat.section),
                            Joiners.filtering((job, section) -> job.strands.contains(section.strand)))
                    .groupBy((job, section) -> job, ConstraintCollectors.countBi())
                    .filter((job, open) -> open <= job.beyond)
                    .penalizeLong(hard(), (job, open) -> 1)
                    .asConstraint("post for too few groups");
        }

        /** Sections that meet at one time need no more pieces than there are. */
        Constraint equipment(ConstraintFactory factory) {
            return factory.forEach(Seat.class)
                    .groupBy(seat -> seat.section)
                    .join(Pieces.class, Joiners.filtering((section, pieces) -> pieces.of(section) > 0))
                    .groupBy((section, pieces) -> pieces, ConstraintCollectors.sum((section, pieces) -> pieces.of(section)))
                    .filter((pieces, needed) -> needed > pieces.stock)
                    .penalizeLong(hard(), (pieces, needed) -> needed - pieces.stock)
                    .asConstraint("equipment");
        }

        Constraint missingExtra(ConstraintFactory factory) {
            return factory.forEachIncludingUnassigned(Job.class)
                    .filter(job -> job.isExtra() && job.adult == null)
                    .join(factory.forEach(Seat.class).groupBy(seat -> seat.section),
                            Joiners.filtering((job, section) -> job.strands.contains(section.strand)))
                    .groupBy((job, section) -> job, ConstraintCollectors.countBi())
                    .filter((job, open) -> open > job.beyond)
                    .penalizeLong(soft(SHORTAGE), (job, open) -> MISSING)
                    .asConstraint("post for many groups not held");
        }

        Constraint unseated(ConstraintFactory factory) {
            return factory.forEachIncludingUnassigned(Seat.class)
                    .filter(seat -> seat.section == null)
                    .penalizeLong(soft(SHORTAGE), seat -> 1)
                    .asConstraint("pupil without a place");
        }

        /** Pupils of a section that is too small or has no venue are not served. */
        Constraint notOpen(ConstraintFactory factory) {
            return filled(factory)
                    .filter((same, pupils, section) -> !section.opens(pupils))
                    .penalizeLong(soft(SHORTAGE), (same, pupils, section) -> pupils)
                    .asConstraint("section that cannot open");
        }

        /** Nor are those of a section that nobody leads. */
        Constraint noLead(ConstraintFactory factory) {
            return filled(factory)
                    .filter((same, pupils, section) -> section.opens(pupils))
                    .ifNotExists(Job.class, Joiners.equal((same, pupils, section) -> section, job -> job.section))
                    .penalizeLong(soft(SHORTAGE), (same, pupils, section) -> pupils)
                    .asConstraint("section without a lead");
        }

        Constraint nobody(ConstraintFactory factory) {
            return factory.forEachIncludingUnassigned(Job.class)
                    .filter(job -> !job.isLead() && !job.isExtra() && job.adult == null)
                    .penalizeLong(soft(SHORTAGE), job -> MISSING)
                    .asConstraint("duty without an adult");
        }

        Constraint rank(ConstraintFactory factory) {
            return factory.forEach(Seat.class)
                    .penalizeLong(soft(PLACES), Seat::cost)
                    .asConstraint("rank of the place");
        }

        /** So that pupils gather in sections before these can open: better there than nowhere. */
        Constraint nowhere(ConstraintFactory factory) {
            return factory.forEachIncludingUnassigned(Seat.class)
                    .filter(seat -> seat.section == null)
                    .penalizeLong(soft(PLACES), seat -> 2L * seat.otherwise)
                    .asConstraint("no place at all");
        }

        Constraint spread(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .filter(job -> job.adult.compared)
                    .groupBy(job -> job.adult, ConstraintCollectors.sum(job -> job.late))
                    .complement(Adult.class, adult -> 0)
                    .filter((adult, late) -> adult.compared)
                    .groupBy(ConstraintCollectors.max((Adult adult, Integer late) -> late),
                            ConstraintCollectors.min((Adult adult, Integer late) -> late))
                    .penalizeLong(soft(LOAD), (largest, smallest) -> largest - smallest)
                    .asConstraint("largest less smallest load");
        }

        /** The judge knows only the spread; the documentation advises a measure that feels every step. */
        Constraint evenness(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .filter(job -> job.adult.compared)
                    .groupBy(job -> job.adult, ConstraintCollectors.sum(job -> job.late))
                    .penalizeLong(soft(EVENNESS), (adult, late) -> (long) late * late)
                    .asConstraint("uneven load");
        }

        Constraint money(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .penalizeLong(soft(MONEY), Job::money)
                    .asConstraint("subsidies");
        }

        Constraint avoided(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .penalizeLong(soft(WISHES), job -> 2L * job.avoided())
                    .asConstraint("avoided weekday");
        }

        Constraint overSoft(ConstraintFactory factory) {
            return factory.forEach(Job.class)
                    .groupBy(job -> job.adult, ConstraintCollectors.sum(job -> job.times.size()))
                    .filter((adult, duties) -> duties > adult.soft)
                    .penalizeLong(soft(WISHES), (adult, duties) -> 3L * (duties - adult.soft))
                    .asConstraint("over the soft cap");
        }

        Constraint notAtHome(ConstraintFactory factory) {
            return factory.forEachIncludingUnassigned(Job.class)
                    .filter(job -> job.home != null && (job.adult == null || !job.adult.id.equals(job.home)))
                    .penalizeLong(soft(WISHES), job -> 1)
                    .asConstraint("class without its teacher");
        }

        Constraint stairs(ConstraintFactory factory) {
            return factory.forEach(Section.class)
                    .penalizeLong(soft(WISHES), section -> section.venue.stairs)
                    .asConstraint("stairs");
        }

        static int broken(Adult adult, List<Job> jobs) {
            int clashes = 0, sessions = 0, leads = 0;
            Set<Integer> late = new HashSet<>(), evenings = new HashSet<>();
            for (int i = 0; i < jobs.size(); i++) {
                Job job = jobs.get(i);
                sessions += job.times.size();
                leads += job.isLead() ? 1 : 0;
                late.addAll(job.lateDays);
                evenings.addAll(job.evenings);
                for (int k = 0; k < i; k++) {
                    clashes += overlap(job, jobs.get(k)) ? 1 : 0;
                }
            }
            int running = (int) evenings.stream().filter(day -> evenings.contains(day + 1)).count();
            return clashes + running + Math.max(0, sessions - adult.sessions) + Math.max(0, leads - most)
                    + Math.max(0, late.size() - adult.lateDays) + Math.max(0, evenings.size() - adult.evenings);
        }

        static boolean overlap(Job a, Job b) {
            for (int[] s : a.times) {
                for (int[] t : b.times) {
                    if (s[0] == t[0] && s[1] < t[2] && t[1] < s[2]) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** Lines of tab-separated words, the first says what the line is about; see `timefold.py`. */
    static Week read(Path file) throws IOException {
        Week week = new Week();
        Map<String, Adult> adults = new HashMap<>();
        Map<String, Section> sections = new HashMap<>();
        Map<String, List<Section>> ranges = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] w = line.split("\t", -1);
                switch (w[0]) {
                    case "most" -> Rules.most = Integer.parseInt(w[1]);
                    case "strand" -> Rules.strandDays.put(w[1], numbers(w[2]));
                    case "adult" -> {
                        Adult a = new Adult();
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
                        Section s = new Section();
                        s.id = w[1];
                        s.club = w[2];
                        s.strand = w[3];
                        s.capacity = Integer.parseInt(w[4]);
                        s.least = Integer.parseInt(w[5]);
                        for (String venue : words(w[6])) {
                            String[] parts = venue.split(":");
                            Venue v = new Venue();
                            v.id = parts[0];
                            v.capacity = Integer.parseInt(parts[1]);
                            v.stairs = Integer.parseInt(parts[2]);
                            s.venues.add(v);
                        }
                        sections.put(s.id, s);
                        week.sections.add(s);
                    }
                    case "pieces" -> {
                        Pieces p = new Pieces();
                        p.id = w[1];
                        p.stock = Integer.parseInt(w[2]);
                        for (String need : words(w[3])) {
                            String[] parts = need.split(":");
                            p.needs.put(parts[0], Integer.parseInt(parts[1]));
                        }
                        week.pieces.add(p);
                    }
                    case "range" -> {
                        List<Section> range = new ArrayList<>();
                        for (String id : words(w[2])) {
                            range.add(sections.get(id));
                        }
                        ranges.put(w[1], range);
                    }
                    case "seat" -> {
                        Seat s = new Seat();
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
                        Job j = new Job();
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
        for (Section s : week.sections) {
            line.append("\tv ").append(s.id).append(' ').append(s.venue == null ? "-" : s.venue.id);
        }
        for (Seat s : week.seats) {
            line.append("\ts ").append(s.pupil).append(' ').append(s.strand).append(' ')
                    .append(s.section == null ? "-" : s.section.id);
        }
        for (Job j : week.jobs) {
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
                .withEntityClasses(Section.class, Seat.class, Job.class)
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
