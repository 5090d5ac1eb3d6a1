import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.score.stream.tri.TriConstraintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules, hard first. */
public class Rules implements ConstraintProvider {
    static final int SHORTAGE = 0, PLACES = 1, LOAD = 2, EVENNESS = 3, MONEY = 4, WISHES = 5, LEVELS = 6;
    static final int MISSING = 10;

    static int most = 2, even = 0;
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
    TriConstraintStream<Week.Section, Integer, Week.Section> filled(ConstraintFactory factory) {
        return factory.forEach(Week.Seat.class)
                .groupBy(seat -> seat.section, ConstraintCollectors.count())
                .join(factory.forEachIncludingUnassigned(Week.Section.class),
                        Joiners.equal((section, pupils) -> section, section -> section));
    }

    /** A section holds no more pupils than club and venue hold. */
    Constraint sectionSize(ConstraintFactory factory) {
        return filled(factory)
                .filter((same, pupils, section) -> pupils > section.room())
                .penalizeLong(hard(), (same, pupils, section) -> pupils - section.room())
                .asConstraint("section size");
    }

    /** No venue is given to two sections with pupils that meet on one day. */
    Constraint venueTwice(ConstraintFactory factory) {
        return factory.forEachUniquePair(Week.Section.class, Joiners.equal(section -> section.venue.id))
                .filter((a, b) -> a.strand.equals(b.strand)
                        || strandDays.get(a.strand).stream().anyMatch(strandDays.get(b.strand)::contains))
                .ifExists(Week.Seat.class, Joiners.equal((a, b) -> a, seat -> seat.section))
                .ifExists(Week.Seat.class, Joiners.equal((a, b) -> b, seat -> seat.section))
                .penalizeLong(hard(), (a, b) -> 1)
                .asConstraint("venue twice");
    }

    /** No pupil has one club in two strands. */
    Constraint clubTwice(ConstraintFactory factory) {
        return factory
                .forEachUniquePair(Week.Seat.class, Joiners.equal(s -> s.pupil), Joiners.equal(Week.Seat::getClub))
                .penalizeLong(hard(), (a, b) -> 1)
                .asConstraint("club twice");
    }

    /** Nobody is at two places at once or over a cap of the week. */
    Constraint adultWeek(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .groupBy(job -> job.adult, ConstraintCollectors.toList())
                .penalizeLong(hard(), (adult, jobs) -> broken(adult, jobs))
                .asConstraint("adult's week");
    }

    /** A post for many groups is not held when there are few. */
    Constraint idleExtra(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .filter(Week.Job::isExtra)
                .join(factory.forEach(Week.Seat.class).groupBy(seat -> seat.section),
                        Joiners.filtering((job, section) -> job.strands.contains(section.strand)))
                .groupBy((job, section) -> job, ConstraintCollectors.countBi())
                .filter((job, open) -> open <= job.beyond)
                .penalizeLong(hard(), (job, open) -> 1)
                .asConstraint("post for too few groups");
    }

    /** Sections that meet at one time need no more pieces than there are. */
    Constraint equipment(ConstraintFactory factory) {
        return factory.forEach(Week.Seat.class)
                .groupBy(seat -> seat.section)
                .join(Week.Pieces.class, Joiners.filtering((section, pieces) -> pieces.of(section) > 0))
                .groupBy((section, pieces) -> pieces, ConstraintCollectors.sum((section, pieces) -> pieces.of(section)))
                .filter((pieces, needed) -> needed > pieces.stock)
                .penalizeLong(hard(), (pieces, needed) -> needed - pieces.stock)
                .asConstraint("equipment");
    }

    Constraint missingExtra(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Week.Job.class)
                .filter(job -> job.isExtra() && job.adult == null)
                .join(factory.forEach(Week.Seat.class).groupBy(seat -> seat.section),
                        Joiners.filtering((job, section) -> job.strands.contains(section.strand)))
                .groupBy((job, section) -> job, ConstraintCollectors.countBi())
                .filter((job, open) -> open > job.beyond)
                .penalizeLong(soft(SHORTAGE), (job, open) -> MISSING)
                .asConstraint("post for many groups not held");
    }

    Constraint unseated(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Week.Seat.class)
                .filter(seat -> seat.section == null)
                .penalizeLong(soft(SHORTAGE), seat -> 1)
                .asConstraint("pupil without a place");
    }

    /** Pupils of a section that is too small are not served. */
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
                .ifNotExists(Week.Job.class, Joiners.equal((same, pupils, section) -> section, job -> job.section))
                .penalizeLong(soft(SHORTAGE), (same, pupils, section) -> pupils)
                .asConstraint("section without a lead");
    }

    Constraint nobody(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Week.Job.class)
                .filter(job -> !job.isLead() && !job.isExtra() && job.adult == null)
                .penalizeLong(soft(SHORTAGE), job -> MISSING)
                .asConstraint("duty without an adult");
    }

    Constraint rank(ConstraintFactory factory) {
        return factory.forEach(Week.Seat.class)
                .penalizeLong(soft(PLACES), Week.Seat::cost)
                .asConstraint("rank of the place");
    }

    /** So that pupils gather in sections before these can open: better there than nowhere. */
    Constraint nowhere(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Week.Seat.class)
                .filter(seat -> seat.section == null)
                .penalizeLong(soft(PLACES), seat -> 2L * seat.otherwise)
                .asConstraint("no place at all");
    }

    Constraint spread(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .filter(job -> job.adult.compared)
                .groupBy(job -> job.adult, ConstraintCollectors.sum(job -> job.late))
                .complement(Week.Adult.class, adult -> 0)
                .filter((adult, late) -> adult.compared)
                .groupBy(ConstraintCollectors.max((Week.Adult adult, Integer late) -> late),
                        ConstraintCollectors.min((Week.Adult adult, Integer late) -> late))
                .penalizeLong(soft(LOAD), (largest, smallest) -> Math.max(0, largest - smallest - even))
                .asConstraint("largest less smallest load");
    }

    /** The judge knows only the spread; the documentation advises a measure that feels every step. */
    Constraint evenness(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .filter(job -> job.adult.compared)
                .groupBy(job -> job.adult, ConstraintCollectors.sum(job -> job.late))
                .penalizeLong(soft(EVENNESS), (adult, late) -> (long) late * late)
                .asConstraint("uneven load");
    }

    Constraint money(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .penalizeLong(soft(MONEY), Week.Job::money)
                .asConstraint("subsidies");
    }

    Constraint avoided(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .penalizeLong(soft(WISHES), job -> 2L * job.avoided())
                .asConstraint("avoided weekday");
    }

    Constraint overSoft(ConstraintFactory factory) {
        return factory.forEach(Week.Job.class)
                .groupBy(job -> job.adult, ConstraintCollectors.sum(job -> job.times.size()))
                .filter((adult, duties) -> duties > adult.soft)
                .penalizeLong(soft(WISHES), (adult, duties) -> 3L * (duties - adult.soft))
                .asConstraint("over the soft cap");
    }

    Constraint notAtHome(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Week.Job.class)
                .filter(job -> job.home != null && (job.adult == null || !job.adult.id.equals(job.home)))
                .penalizeLong(soft(WISHES), job -> 1)
                .asConstraint("class without its teacher");
    }

    Constraint stairs(ConstraintFactory factory) {
        return factory.forEach(Week.Section.class)
                .penalizeLong(soft(WISHES), section -> section.venue.stairs)
                .asConstraint("stairs");
    }

    static int broken(Week.Adult adult, List<Week.Job> jobs) {
        int clashes = 0, sessions = 0, leads = 0;
        Set<Integer> late = new HashSet<>(), evenings = new HashSet<>();
        for (int i = 0; i < jobs.size(); i++) {
            Week.Job job = jobs.get(i);
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

    static boolean overlap(Week.Job a, Week.Job b) {
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
